using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration.Output;

/// <summary>What was last heard of a replica.</summary>
/// <param name="Event">The last change.</param>
/// <param name="Since">When state, health or exit code last became another.</param>
/// <param name="WasHealthy">Whether it has been healthy since it runs.</param>
internal sealed record BoardEntry(ResourceEvent Event, DateTimeOffset Since, bool WasHealthy)
{
    /// <summary>The last state.</summary>
    public CustomResourceSnapshot Snapshot => Event.Snapshot;

    /// <summary>Where people reach it.</summary>
    public IEnumerable<string> Urls => Snapshot.Urls.Where(url => !url.IsInternal).Select(url => url.Url);

    /// <summary>From its start to this state, or to its end.</summary>
    public TimeSpan Took => (Snapshot.StopTimeStamp ?? Since.UtcDateTime) - (Snapshot.StartTimeStamp ?? Since.UtcDateTime);

    /// <summary>The entry that a change makes of the one before.</summary>
    public static BoardEntry After(BoardEntry? before, ResourceEvent change, DateTimeOffset now)
    {
        var isSame = before is not null && KindOf(before.Snapshot) == KindOf(change.Snapshot);
        var (isRunning, isHealthy) = (change.Snapshot.State?.Text == KnownResourceStates.Running, change.Snapshot.HealthStatus == HealthStatus.Healthy);
        return new(change, isSame ? before!.Since : now, isRunning && (isHealthy || before?.WasHealthy == true));
    }

    /// <summary>Whether it is in that state.</summary>
    public bool Is(string state) => Snapshot.State?.Text == state;

    private static (string?, HealthStatus?, int?) KindOf(CustomResourceSnapshot state) => (state.State?.Text, state.HealthStatus, state.ExitCode);
}
