namespace WsAspire.Branching.Local;

/// <summary>What a running system is asked to do.</summary>
public enum BranchVerb
{
    /// <summary>Say which instances were started by <see cref="Start"/>.</summary>
    List,

    /// <summary>Start instances of a service for a branch; they take the place of those that were started before.</summary>
    Start,

    /// <summary>End what was started for a branch.</summary>
    Stop,
}
