namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>Lets one message through in each interval, and counts the others, so that an outage under load does not fill the disk.</summary>
/// <param name="clock">Measures the interval.</param>
/// <param name="interval">Time between two messages.</param>
public sealed class LogGate(TimeProvider clock, TimeSpan interval)
{
    private readonly long _intervalTicks = (long)(interval.TotalSeconds * clock.TimestampFrequency);
    private long _closedUntil = long.MinValue;
    private long _others;

    /// <summary>Whether to log.</summary>
    /// <param name="others">How many were not logged since the last one that was.</param>
    public bool TryPass(out long others)
    {
        var closedUntil = Volatile.Read(ref _closedUntil);
        var now = clock.GetTimestamp();
        if (now < closedUntil || Interlocked.CompareExchange(ref _closedUntil, now + _intervalTicks, closedUntil) != closedUntil)
        {
            Interlocked.Increment(ref _others);
            others = 0;
            return false;
        }

        others = Interlocked.Exchange(ref _others, 0);
        return true;
    }
}
