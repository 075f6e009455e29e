namespace Aspire.Dashboard.Storage;

/// <summary>The traces. Where there is no room for a span, the traces that came first go, whole.</summary>
/// <param name="capacity">Spans at most.</param>
/// <param name="mostBytes">Estimated bytes at most.</param>
internal sealed class TraceStore(int capacity = Limits.Spans, long mostBytes = Limits.SpanBytes)
{
    private readonly Lock _lock = new();
    private readonly Ring<TraceRecord> _order = new(capacity);
    private readonly Dictionary<UInt128, TraceRecord> _byId = [];
    private int _spans;
    private long _bytes;
    private long _version;

    /// <summary>Another number after each change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>How many spans there are.</summary>
    public int Spans => Volatile.Read(ref _spans);

    /// <summary>How many traces there are.</summary>
    public int Traces => _order.Count;

    /// <summary>About how much memory the spans take.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Keeps spans.</summary>
    public void Add(IReadOnlyList<SpanRecord> spans)
    {
        lock (_lock)
        {
            foreach (var span in spans)
            {
                Add(span);
            }

            Volatile.Write(ref _version, _version + 1);
        }
    }

    /// <summary>The trace of an id; null where there is none, or none any more.</summary>
    public TraceRecord? Find(UInt128 id)
    {
        lock (_lock)
        {
            return _byId.GetValueOrDefault(id);
        }
    }

    /// <summary>The traces that a filter takes, newest first; read without holding back who adds.</summary>
    public IEnumerable<TraceRecord> Search(TraceFilter filter) => _order.Newest().Where(filter.Takes);

    private void Add(SpanRecord span)
    {
        var bytes = span.Bytes;
        while (_order.Count > 0 && (_spans >= capacity || _bytes + bytes > mostBytes))
        {
            var oldest = _order.RemoveOldest();
            _byId.Remove(oldest.Id);
            _spans -= oldest.Spans.Count;
            _bytes -= oldest.Bytes;
        }

        if (!_byId.TryGetValue(span.TraceId, out var trace))
        {
            _byId[span.TraceId] = trace = new(span.TraceId);
            _order.Add(trace);
        }

        if (trace.Add(span))
        {
            _spans++;
            _bytes += bytes;
        }
    }
}
