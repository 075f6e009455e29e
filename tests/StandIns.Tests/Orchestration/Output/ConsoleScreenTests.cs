using Aspire.Hosting.Orchestration.Output;

namespace StandIns.Tests.Orchestration.Output;

public sealed class ConsoleScreenTests : IDisposable
{
    private readonly CapturedText _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task NoTerminal_Lines_ArePlainAndInOrder()
    {
        await using (var screen = new ConsoleScreen(_output, null, () => (80, 25), TimeProvider.System))
        {
            screen.WriteLine("one");
            screen.WriteLine("two");
        }

        Assert.Equal("one\ntwo\n", _output.ToString());
    }

    [Fact]
    public async Task Terminal_LineWhileATableIsShown_ReplacesTheTableInOneFrame()
    {
        await using (var screen = new ConsoleScreen(_output, _ => ["t1", "t2"], () => (80, 25), TimeProvider.System))
        {
            await UntilShownAsync("t1\nt2\n");
            screen.WriteLine("line");
            await UntilShownAsync("\e[2F\e[Jline\nt1\nt2\n\e[?25h");
        }

        Assert.EndsWith("\e[?2026h\e[?25l\e[2F\e[J\e[?25h\e[?2026l", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terminal_NothingChanges_NothingIsWritten()
    {
        var asked = 0;
        await using (new ConsoleScreen(_output, _ => { asked++; return ["t"]; }, () => (80, 25), TimeProvider.System))
        {
            await UntilAsync(() => asked > 3);
        }

        Assert.Single(_output.ToString().Split("t\n").Skip(1));
    }

    [Fact]
    public async Task Terminal_TableHigherThanTheScreen_IsCut()
    {
        await using (new ConsoleScreen(_output, _ => ["1", "2", "3", "4", "5"], () => (80, 5), TimeProvider.System))
        {
            await UntilShownAsync("1\n2\n3\n\e[?25h");
        }
    }

    [Fact]
    public async Task Flood_ScreenThatTakesNothing_IsCountedAndNotKept()
    {
        await using (var screen = new ConsoleScreen(_output, null, () => (80, 25), new StoppedClock()))
        {
            for (var i = 0; i < 12_000; i++)
            {
                screen.WriteLine("x");
            }
        }

        Assert.EndsWith("x\n… 2000 lines left out: the terminal took no more\n", _output.ToString(), StringComparison.Ordinal);
    }

    private Task UntilShownAsync(string text) => UntilAsync(() => _output.ToString().Contains(text, StringComparison.Ordinal));

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    /// <summary>A clock whose timers never fire.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
