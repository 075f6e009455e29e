namespace WsOrder.Tests;

/// <summary>The real time, moved: timers run as they do, dates are others.</summary>
internal sealed class ShiftedTimeProvider : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
