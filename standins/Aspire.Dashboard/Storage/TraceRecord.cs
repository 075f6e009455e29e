namespace Aspire.Dashboard.Storage;

/// <summary>A trace: its spans in the order in which they came. One thread at a time adds; others read meanwhile.</summary>
internal sealed class TraceRecord(UInt128 id)
{
    private SpanRecord[] _spans = new SpanRecord[4];
    private int _count;

    /// <summary>Its id.</summary>
    public UInt128 Id => id;

    /// <summary>When its first span began, in nanoseconds since 1970.</summary>
    public long Start { get; private set; } = long.MaxValue;

    /// <summary>When its last span ended.</summary>
    public long End { get; private set; } = long.MinValue;

    /// <summary>How many spans failed.</summary>
    public int Errors { get; private set; }

    /// <summary>How many spans more it had than are kept of a trace.</summary>
    public int Dropped { get; private set; }

    /// <summary>About how much memory its spans take.</summary>
    public long Bytes { get; private set; }

    /// <summary>The spans. The number is read before the array: an array that took the place of another holds all that was in that one.</summary>
    public ArraySegment<SpanRecord> Spans
    {
        get
        {
            var count = Volatile.Read(ref _count);
            return new(Volatile.Read(ref _spans), 0, count);
        }
    }

    /// <summary>Adds a span.</summary>
    /// <returns>False where there are too many already.</returns>
    public bool Add(SpanRecord span)
    {
        if (_count == Limits.SpansPerTrace)
        {
            Dropped++;
            return false;
        }

        if (_count == _spans.Length)
        {
            var larger = new SpanRecord[_count * 2];
            _spans.CopyTo(larger, 0);
            Volatile.Write(ref _spans, larger);
        }

        _spans[_count] = span;
        Volatile.Write(ref _count, _count + 1);
        (Start, End) = (Math.Min(Start, span.Start), Math.Max(End, span.Start + span.Duration));
        Errors += span.IsError ? 1 : 0;
        Bytes += span.Bytes;
        return true;
    }
}
