namespace StandIns.Tests.Orchestration;

/// <summary>A clock on which nothing takes any time; its timers are real.</summary>
internal sealed class StillTimeProvider : TimeProvider
{
    public override long GetTimestamp() => 1;
}
