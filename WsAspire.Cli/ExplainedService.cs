namespace WsAspire.Cli;

/// <summary>What ws-branches answers at <c>/v1/explain</c>, as far as it is printed.</summary>
/// <param name="Service">The service.</param>
/// <param name="BranchServed">The branch that serves.</param>
/// <param name="Reason">Why that is another than the one that was asked for; null where it is not.</param>
/// <param name="Text">The same for people.</param>
internal sealed record ExplainedService(string Service, string BranchServed, string? Reason, string Text);
