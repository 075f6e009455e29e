using System.Diagnostics.Metrics;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>The bound of the spans that wait and are being sent, and the count of those that were lost. OpenTelemetry's own queue tells nobody what it drops.</summary>
internal sealed class SpanQueue
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "WsAspire.Telemetry";

    // A receiver that is there takes a batch in milliseconds.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(0.5);

    private readonly TimeProvider _time;
    private readonly int _capacity;
    private int _held;
    private long _blockedFrom = long.MaxValue;
    private long _noPlace;
    private long _notSent;

    /// <param name="capacity">How many at most.</param>
    /// <param name="time">Measures how long the receiver takes.</param>
    /// <param name="meters">Makes the meter of <c>ws.span.lost</c>.</param>
    public SpanQueue(int capacity, TimeProvider time, IMeterFactory meters)
    {
        (_capacity, _time) = (capacity, time);
        meters.Create(MeterName).CreateObservableCounter(
            "ws.span.lost",
            () => new[] { new Measurement<long>(NoPlace, new KeyValuePair<string, object?>("reason", "queue")), new Measurement<long>(NotSent, new KeyValuePair<string, object?>("reason", "receiver")) },
            "{span}",
            "Spans that did not reach the receiver.");
    }

    /// <summary>Spans for which there was no place.</summary>
    public long NoPlace => Interlocked.Read(ref _noPlace);

    /// <summary>Spans that the receiver did not take.</summary>
    public long NotSent => Interlocked.Read(ref _notSent);

    /// <summary>Takes a place. Never waits.</summary>
    /// <returns>False where there is none: it is counted as lost.</returns>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _held) <= _capacity)
        {
            return true;
        }

        Interlocked.Decrement(ref _held);
        Interlocked.Increment(ref _noPlace);
        return false;
    }

    /// <summary>Whether a span that begins now need not be filled: all places are taken, and the receiver has not answered for a while. It is counted as lost.</summary>
    public bool IsInVain()
    {
        if (Volatile.Read(ref _held) < _capacity || _time.GetTimestamp() < Volatile.Read(ref _blockedFrom))
        {
            return false;
        }

        Interlocked.Increment(ref _noPlace);
        return true;
    }

    /// <summary>A batch is being sent.</summary>
    public void Send() => Volatile.Write(ref _blockedFrom, _time.GetTimestamp() + (long)(s_patience.TotalSeconds * _time.TimestampFrequency));

    /// <summary>The batch was sent, or given up: its places are free.</summary>
    /// <param name="count">How many spans it has.</param>
    /// <param name="isSent">Whether the receiver took them.</param>
    public void Leave(int count, bool isSent)
    {
        Volatile.Write(ref _blockedFrom, long.MaxValue);
        if (!isSent)
        {
            Interlocked.Add(ref _notSent, count);
        }

        Interlocked.Add(ref _held, -count);
    }
}
