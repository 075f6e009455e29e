using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>Ticks each connection once a second at a moment of its own, where Kestrel ticks all of them in the same moment.</summary>
/// <remarks>A tick is when Kestrel cuts a connection that is too slow. Hundreds that are cut at once hold up everybody else for tens of milliseconds; a few at a time are not noticed.
/// The timer wakes the process for those moments alone that have a connection: one that idles with a few connections hardly costs anything.</remarks>
internal sealed class SpreadHeartbeat : IDisposable
{
    private const int Slots = 40;
    private const int Together = 4;
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1) / Slots;

    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private readonly HashSet<HeartbeatFeature>[] _slots = [.. Enumerable.Range(0, Slots).Select(_ => new HashSet<HeartbeatFeature>())];
    private readonly List<HeartbeatFeature> _due = [];
    private readonly Lock _lock = new();
    private long _added;
    private long _nextBeat = 1;
    private int _beating;

    public SpreadHeartbeat(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static self => ((SpreadHeartbeat)self!).Beat(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The middleware of a connection: what registers for a heartbeat further in gets this one.</summary>
    public ConnectionDelegate Use(ConnectionDelegate next) => async connection =>
    {
        var (feature, slot) = Add();
        connection.Features.Set<IConnectionHeartbeatFeature>(feature);
        try
        {
            await next(connection);
        }
        finally
        {
            Remove(feature, slot);
        }
    };

    public void Dispose() => _timer.Dispose();

    private (HeartbeatFeature Feature, int Slot) Add()
    {
        var feature = new HeartbeatFeature();
        lock (_lock)
        {
            var slot = (int)(_added++ / Together % Slots);
            _slots[slot].Add(feature);
            if (_slots[slot].Count == 1)
            {
                Schedule();
            }

            return (feature, slot);
        }
    }

    private void Remove(HeartbeatFeature feature, int slot)
    {
        lock (_lock)
        {
            _slots[slot].Remove(feature);
        }
    }

    private void Schedule()
    {
        var elapsed = _time.GetElapsedTime(_start);
        var now = elapsed.Ticks / s_interval.Ticks;
        for (var next = now + 1; next <= now + Slots; next++)
        {
            if (_slots[next % Slots].Count > 0)
            {
                // Timers know whole milliseconds, and too early would be for nothing.
                _timer.Change(TimeSpan.FromMilliseconds(Math.Ceiling(((s_interval * next) - elapsed).TotalMilliseconds)), Timeout.InfiniteTimeSpan);
                return;
            }
        }
    }

    // A beat that comes late makes up for those that it missed, up to one round: nobody is ticked twice in it.
    private void Beat()
    {
        if (Interlocked.Exchange(ref _beating, 1) == 1)
        {
            return;
        }

        try
        {
            var now = _time.GetElapsedTime(_start).Ticks / s_interval.Ticks;
            for (_nextBeat = Math.Max(_nextBeat, now - Slots + 1); _nextBeat <= now; _nextBeat++)
            {
                lock (_lock)
                {
                    _due.AddRange(_slots[_nextBeat % Slots]);
                }

                foreach (var feature in _due)
                {
                    feature.Tick();
                }

                _due.Clear();
            }
        }
        finally
        {
            Volatile.Write(ref _beating, 0);
            lock (_lock)
            {
                Schedule();
            }
        }
    }
}
