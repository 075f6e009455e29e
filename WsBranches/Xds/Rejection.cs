namespace WsBranches.Xds;

/// <summary>What a proxy refused (NACK).</summary>
/// <param name="At">When.</param>
/// <param name="Text">Its reason, in its own words.</param>
/// <param name="Names">The resources that were in the response that it refused, some of which are at fault.</param>
internal sealed record Rejection(DateTimeOffset At, string Text, IReadOnlyList<string> Names);
