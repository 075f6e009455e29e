namespace Aspire.Dashboard.Storage;

/// <summary>A metric of one sender with one set of attributes: its last value, and a point of each five seconds or more before it.</summary>
internal sealed class MetricSeries(MetricSample first)
{
    private const long LeastDistance = 5_000_000_000;
    private readonly Lock _lock = new();
    private readonly Queue<MetricPoint> _history = [];
    private MetricPoint _last;
    private long _remembered;

    /// <summary>What tells it from others.</summary>
    public MetricId Id => first.Id;

    /// <summary>What its value means.</summary>
    public MetricKind Kind => first.Kind;

    /// <summary>Its unit.</summary>
    public string Unit => first.Unit;

    /// <summary>What it measures.</summary>
    public string Description => first.Description;

    /// <summary>The last value.</summary>
    public MetricPoint Last
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    /// <summary>Takes a value in.</summary>
    public void Add(MetricSample sample)
    {
        lock (_lock)
        {
            var point = sample.Point;
            _last = sample.IsDelta ? point with { Value = _last.Value + point.Value, Count = _last.Count + point.Count } : point;
            if (_history.Count == 0 || _last.Time - _remembered >= LeastDistance)
            {
                _history.Enqueue(_last);
                _remembered = _last.Time;
            }

            if (_history.Count > Limits.Points)
            {
                _history.Dequeue();
            }
        }
    }

    /// <summary>What is remembered, oldest first, the last value at its end.</summary>
    public MetricPoint[] Points()
    {
        lock (_lock)
        {
            return _remembered == _last.Time ? [.. _history] : [.. _history, _last];
        }
    }
}
