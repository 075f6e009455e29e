namespace WsAspire.Branching.Routing;

/// <summary>Where a request goes.</summary>
/// <param name="ServedBranch">The branch that serves it: the one that was asked for, or the default branch. No other.</param>
/// <param name="Reason">Why that is not the one that was asked for.</param>
public readonly record struct Decision(string ServedBranch, ServedReason Reason);
