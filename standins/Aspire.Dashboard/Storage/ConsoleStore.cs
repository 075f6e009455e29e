namespace Aspire.Dashboard.Storage;

/// <summary>The last lines that a resource printed.</summary>
internal sealed class ConsoleStore
{
    private const int LineBytes = 64;
    private readonly Ring<DashboardLine> _lines = new(Limits.ConsoleLines);
    private long _bytes;

    /// <summary>How many there are.</summary>
    public int Count => _lines.Count;

    /// <summary>Keeps lines; one thread at a time.</summary>
    public void Add(IReadOnlyList<DashboardLine> lines)
    {
        foreach (var line in lines)
        {
            var kept = line with { Text = Limits.Cut(line.Text, Limits.Text) };
            var bytes = BytesOf(kept);
            while (_lines.Count > 0 && (_lines.Count == Limits.ConsoleLines || _bytes + bytes > Limits.ConsoleBytes))
            {
                _bytes -= BytesOf(_lines.RemoveOldest());
            }

            _lines.Add(kept);
            _bytes += bytes;
        }
    }

    /// <summary>The lines from a number on, oldest first, the last ones where there are too many.</summary>
    /// <param name="from">The number of the first that is wanted; 0 is the first that was ever printed.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="next">The number to go on with.</param>
    public IReadOnlyList<DashboardLine> Read(long from, int most, out long next)
    {
        next = _lines.Next;
        return [.. _lines.Newest(Math.Max(0, from), next).Take(most).Reverse()];
    }

    private static int BytesOf(DashboardLine line) => LineBytes + Sizes.Of(line.Text);
}
