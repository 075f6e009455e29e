namespace WsOrder.Data;

/// <summary>Leaves a failing read out for a while, and lets one caller at a time try whether it works again.</summary>
internal sealed class GlanceBreaker(TimeProvider clock, TimeSpan pause)
{
    private const long Closed = long.MinValue;
    private readonly long _pauseTicks = (long)(pause.TotalSeconds * clock.TimestampFrequency);
    private long _openUntil = Closed;

    /// <summary>Whether the caller should try.</summary>
    /// <param name="isProbe">Whether it is the one that tries after a pause.</param>
    public bool TryEnter(out bool isProbe)
    {
        isProbe = false;
        var openUntil = Volatile.Read(ref _openUntil);
        if (openUntil == Closed)
        {
            return true;
        }

        var now = clock.GetTimestamp();
        isProbe = now >= openUntil && Interlocked.CompareExchange(ref _openUntil, now + _pauseTicks, openUntil) == openUntil;
        return isProbe;
    }

    /// <summary>Notes that it works.</summary>
    public void Succeed()
    {
        if (Volatile.Read(ref _openUntil) != Closed)
        {
            Volatile.Write(ref _openUntil, Closed);
        }
    }

    /// <summary>Notes that it failed.</summary>
    /// <returns>True for one failure in each pause, which is the one to log.</returns>
    public bool Fail(bool isProbe)
    {
        var openUntil = clock.GetTimestamp() + _pauseTicks;
        if (isProbe)
        {
            Volatile.Write(ref _openUntil, openUntil);
            return true;
        }

        return Interlocked.CompareExchange(ref _openUntil, openUntil, Closed) == Closed;
    }
}
