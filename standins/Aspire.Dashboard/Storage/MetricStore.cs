namespace Aspire.Dashboard.Storage;

/// <summary>The series of metrics. Where there are too many, a tenth goes: those that have been silent for longest.</summary>
internal sealed class MetricStore(int capacity = Limits.Series)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<MetricId, MetricSeries> _series = [];
    private long _version;

    /// <summary>Another number after each change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>How many series there are.</summary>
    public int Count => _series.Count;

    /// <summary>Keeps values.</summary>
    public void Add(IReadOnlyList<MetricSample> samples)
    {
        lock (_lock)
        {
            foreach (var sample in samples)
            {
                if (!_series.TryGetValue(sample.Id, out var series))
                {
                    MakeRoom();
                    _series[sample.Id] = series = new(sample);
                }

                series.Add(sample);
            }

            Volatile.Write(ref _version, _version + 1);
        }
    }

    /// <summary>All series, in the order of sender, name and attributes.</summary>
    public IEnumerable<MetricSeries> All()
    {
        MetricSeries[] all;
        lock (_lock)
        {
            all = [.. _series.Values];
        }

        return all.OrderBy(series => series.Id.Resource, StringComparer.Ordinal).ThenBy(series => series.Id.Name, StringComparer.Ordinal)
            .ThenBy(series => series.Id.Instance, StringComparer.Ordinal).ThenBy(series => series.Id.Attributes, StringComparer.Ordinal);
    }

    private void MakeRoom()
    {
        if (_series.Count >= capacity)
        {
            foreach (var silent in _series.Values.OrderBy(series => series.Last.Time).Take(Math.Max(1, capacity / 10)).ToList())
            {
                _series.Remove(silent.Id);
            }
        }
    }
}
