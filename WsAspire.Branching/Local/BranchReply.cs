namespace WsAspire.Branching.Local;

/// <summary>A line of the AppHost's answer, as JSON. The last one has instances or a fault.</summary>
/// <param name="Progress">What is being done, for people.</param>
/// <param name="Fault">Why it was not done, for people; more than one line where it shows a log.</param>
/// <param name="Instances">What was started, what was ended, or what there is.</param>
public sealed record BranchReply(string? Progress = null, string? Fault = null, IReadOnlyList<StartedInstance>? Instances = null);
