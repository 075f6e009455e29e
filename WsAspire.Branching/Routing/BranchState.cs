namespace WsAspire.Branching.Routing;

/// <summary>What a branch has of a service.</summary>
public enum BranchState
{
    /// <summary>No instance.</summary>
    Absent,

    /// <summary>Instances, none of which takes requests.</summary>
    Unhealthy,

    /// <summary>At least one instance that takes requests.</summary>
    Serving,
}
