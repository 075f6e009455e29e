using System.Diagnostics.Metrics;
using Elastic.Apm.NetCoreAll.Export;

namespace StandIns.Tests.Elastic;

/// <summary>Listens to the metric of one service.</summary>
internal sealed class CountedDrops : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Dictionary<(string, string), long> _counts = [];

    public CountedDrops(IMeterFactory meters)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ApmDrops.MeterName && instrument.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, count, tags, _) =>
        {
            lock (_counts)
            {
                var key = ((string)tags[0].Value!, (string)tags[1].Value!);
                _counts[key] = _counts.GetValueOrDefault(key) + count;
            }
        });
        _listener.Start();
    }

    public long this[string signal, string reason]
    {
        get
        {
            lock (_counts)
            {
                return _counts.GetValueOrDefault((signal, reason));
            }
        }
    }

    public void Dispose() => _listener.Dispose();
}
