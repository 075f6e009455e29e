namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states of resources.</summary>
public static class KnownResourceStates
{
    /// <summary>Not shown.</summary>
    public static readonly string Hidden = nameof(Hidden);

    /// <summary>Being started.</summary>
    public static readonly string Starting = nameof(Starting);

    /// <summary>Started.</summary>
    public static readonly string Running = nameof(Running);

    /// <summary>Could not be started.</summary>
    public static readonly string FailedToStart = nameof(FailedToStart);

    /// <summary>The container runtime does not answer.</summary>
    public static readonly string RuntimeUnhealthy = nameof(RuntimeUnhealthy);

    /// <summary>Being stopped.</summary>
    public static readonly string Stopping = nameof(Stopping);

    /// <summary>Stopped, or ended by itself.</summary>
    public static readonly string Exited = nameof(Exited);

    /// <summary>Ended by itself, as it should.</summary>
    public static readonly string Finished = nameof(Finished);

    /// <summary>Waiting for others.</summary>
    public static readonly string Waiting = nameof(Waiting);

    /// <summary>To be started by hand.</summary>
    public static readonly string NotStarted = nameof(NotStarted);

    /// <summary>There, without anything to start.</summary>
    public static readonly string Active = nameof(Active);

    /// <summary>The states that a resource does not leave by itself.</summary>
    public static readonly IReadOnlyList<string> TerminalStates = [Finished, FailedToStart, Exited];
}
