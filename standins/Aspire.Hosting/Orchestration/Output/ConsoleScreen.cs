using System.Text;

namespace Aspire.Hosting.Orchestration.Output;

/// <summary>Writes lines, and at a terminal keeps a table below the last one.</summary>
/// <remarks>
/// What came within 50 ms goes out in one write: table away, lines, table again, inside the terminal's synchronised update, so nothing flickers.
/// A screen that takes nothing (Ctrl+S) holds back no resource: from 10,000 waiting lines on, new ones are counted and dropped.
/// </remarks>
internal sealed class ConsoleScreen : IAsyncDisposable
{
    private const int MostWaiting = 10_000;
    private static readonly TimeSpan s_frame = TimeSpan.FromMilliseconds(50);
    private readonly Lock _lock = new();
    private readonly TextWriter _output;
    private readonly Func<int, IReadOnlyList<string>>? _table;
    private readonly Func<(int Width, int Height)> _size;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _frames;
    private List<string> _waiting = [];
    private int _dropped;
    private IReadOnlyList<string> _shown = [];

    /// <summary>Starts writing.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="table">Makes the table's lines for a width; null means none, as where the output is no terminal.</param>
    /// <param name="size">The size of the terminal in characters.</param>
    /// <param name="time">The clock of the frames.</param>
    public ConsoleScreen(TextWriter output, Func<int, IReadOnlyList<string>>? table, Func<(int Width, int Height)> size, TimeProvider time)
    {
        (_output, _table, _size) = (output, table, size);
        _frames = DrawFramesAsync(time);
    }

    /// <summary>The screen of a run: standard output, with the table where that is a terminal.</summary>
    public static ConsoleScreen ForStandardOutput(IServiceProvider services)
    {
        var (board, style) = (services.GetRequiredService<ResourceBoard>(), services.GetRequiredService<ConsoleStyle>());
        return new(
            Console.Out,
            style.IsTerminal ? width => ResourceTable.Lines(board.Rows(), width, style.Colours) : null,
            () => (Console.WindowWidth, Console.WindowHeight),
            services.GetRequiredService<TimeProvider>());
    }

    /// <summary>Writes a line above the table.</summary>
    public void WriteLine(string line)
    {
        lock (_lock)
        {
            if (_waiting.Count < MostWaiting)
            {
                _waiting.Add(line);
            }
            else
            {
                _dropped++;
            }
        }
    }

    /// <summary>Writes what waits, and leaves the lines without the table.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _frames;
        Draw(last: true);
    }

    private async Task DrawFramesAsync(TimeProvider time)
    {
        using var timer = new PeriodicTimer(s_frame, time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                Draw(last: false);
            }
        }
        catch (OperationCanceledException)
        {
            // The last frame is drawn by whoever stopped us.
        }
    }

    private void Draw(bool last)
    {
        List<string> lines;
        lock (_lock)
        {
            (lines, _waiting) = (_waiting, []);
            if (_dropped > 0)
            {
                lines.Add($"… {_dropped} lines left out: the terminal took no more");
                _dropped = 0;
            }
        }

        IReadOnlyList<string> table = [];
        if (_table is not null && !last)
        {
            var (width, height) = _size();
            table = [.. _table(width).Take(Math.Max(0, height - 2))];
        }

        if (lines.Count > 0 || !table.SequenceEqual(_shown))
        {
            _output.Write(Frame(lines, table));
            _output.Flush();
            _shown = table;
        }
    }

    private StringBuilder Frame(List<string> lines, IReadOnlyList<string> table)
    {
        var frame = new StringBuilder();
        frame.Append(_table is null ? "" : Ansi.BeginUpdate);
        if (_shown.Count > 0)
        {
            frame.Append(Ansi.UpAndClear(_shown.Count));
        }

        foreach (var line in lines.Concat(table))
        {
            frame.Append(line).Append('\n');
        }

        return frame.Append(_table is null ? "" : Ansi.EndUpdate);
    }
}
