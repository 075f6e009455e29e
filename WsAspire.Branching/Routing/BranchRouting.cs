namespace WsAspire.Branching.Routing;

/// <summary>The decision that every data plane makes: the branch that was asked for where it serves, else the default branch.</summary>
public static class BranchRouting
{
    /// <summary>Decides where a request goes. Answers whatever it is given, and never throws.</summary>
    /// <param name="branchAsked">The value that came with the request; null where none came. Anything that is no <see cref="BranchName"/> means the default branch.</param>
    /// <param name="service">The resource name of the service, such as <c>ws-order</c>.</param>
    /// <param name="table">What is known of the branches.</param>
    public static Decision Decide(string? branchAsked, string service, IRoutingTable table)
    {
        var fallback = table.DefaultBranch;
        if (branchAsked is null || string.Equals(branchAsked, fallback, StringComparison.Ordinal))
        {
            return new Decision(fallback, ServedReason.None);
        }

        if (!BranchName.IsValid(branchAsked))
        {
            return new Decision(fallback, ServedReason.Invalid);
        }

        return table.StateOf(service, branchAsked) switch
        {
            BranchState.Serving => new Decision(branchAsked, ServedReason.None),
            BranchState.Unhealthy => new Decision(fallback, ServedReason.Unhealthy),
            _ => new Decision(fallback, ServedReason.NoInstance),
        };
    }
}
