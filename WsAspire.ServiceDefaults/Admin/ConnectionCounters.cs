using System.Diagnostics.Metrics;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>Counts connections by the meters of Kestrel: a few steps for each connection, nothing for a request.</summary>
internal sealed class ConnectionCounters : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, long> _ended = new(StringComparer.Ordinal);
    private long _active;
    private long _total;
    private long _rejected;

    public ConnectionCounters(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            // The scope tells the service's own server from others of the process, such as the admin port.
            if (ReferenceEquals(instrument.Meter.Scope, meters) && (instrument.Name is "kestrel.active_connections" or "kestrel.connection.duration" or "kestrel.rejected_connections"))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>(Count);
        _listener.SetMeasurementEventCallback<double>(CountEnd);
        _listener.Start();
    }

    /// <summary>What was counted so far.</summary>
    public object Read()
    {
        lock (_lock)
        {
            return new { active = _active, total = _total, rejected = _rejected, endedByHttpVersion = new SortedDictionary<string, long>(_ended, StringComparer.Ordinal) };
        }
    }

    public void Dispose() => _listener.Dispose();

    private void Count(Instrument instrument, long measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        lock (_lock)
        {
            if (instrument.Name == "kestrel.rejected_connections")
            {
                _rejected += measurement;
                return;
            }

            _active += measurement;
            _total += Math.Max(0, measurement);
        }
    }

    private void CountEnd(Instrument instrument, double measurement, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? state)
    {
        var version = "none";
        foreach (var (name, value) in tags)
        {
            if (name == "network.protocol.version")
            {
                version = $"{value}";
            }
        }

        lock (_lock)
        {
            _ended[version] = _ended.GetValueOrDefault(version) + 1;
        }
    }
}
