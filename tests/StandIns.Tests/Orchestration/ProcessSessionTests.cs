using System.Collections.Concurrent;
using System.Diagnostics;
using Aspire.Hosting.Orchestration;

namespace StandIns.Tests.Orchestration;

public sealed class ProcessSessionTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);
    private readonly Watchdog _watchdog = new();
    private readonly ConcurrentQueue<string> _lines = new();

    public void Dispose() => _watchdog.Dispose();

    [Fact]
    public async Task Output_OfBothStreams_ComesLineByLineBeforeTheEnd()
    {
        var code = await Bash("echo one; echo two >&2; printf three; exit 7").Completion.WaitAsync(s_patience, Cancelled);

        Assert.Equal(7, code);
        Assert.Equal(["err:two", "out:one", "out:three"], _lines.Order());
    }

    [Fact]
    public async Task Arguments_WithBlanksQuotesAndDollars_ArriveAsTheyAre()
    {
        var start = new ProcessStartInfo("printf") { ArgumentList = { "%s\n", "a b", "'\"$HOME\\", "", "*" } };

        await ProcessSession.Start(start, _watchdog, Keep).Completion.WaitAsync(s_patience, Cancelled);

        Assert.Equal(["out:a b", "out:'\"$HOME\\", "out:", "out:*"], _lines);
    }

    [Fact]
    public async Task Stop_ProgramThatObeys_EndsBySigterm()
    {
        var session = Bash("trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.05; done");
        await UntilAsync(() => _lines.Contains("out:up"));

        await session.StopAsync(s_patience, Cancelled);

        Assert.Equal(3, await session.Completion);
        Assert.Contains("out:bye", _lines);
    }

    [Fact]
    public async Task Stop_ProgramThatIgnoresIt_IsKilledAfterTheBoundWithItsChildren()
    {
        var session = Bash("trap '' TERM; sleep 300 & echo up $!; wait; sleep 300");
        var child = await ChildAsync();

        await session.StopAsync(TimeSpan.FromMilliseconds(200), Cancelled);

        Assert.Equal(137, await session.Completion);
        Assert.False(AppHostProcess.IsAlive(child));
    }

    [Fact]
    public async Task Stop_SecondCtrlC_KillsAtOnce()
    {
        using var now = new CancellationTokenSource();
        var session = Bash("trap '' TERM; echo up $$; while :; do sleep 0.05; done");
        await ChildAsync();

        var stopping = session.StopAsync(TimeSpan.FromMinutes(5), now.Token);
        await now.CancelAsync();

        await stopping.WaitAsync(s_patience, Cancelled);
        Assert.Equal(137, await session.Completion);
    }

    [Fact]
    public async Task End_GrandchildInAGroupOfItsOwn_IsNotLeft()
    {
        var session = Bash("set -m; (trap '' TERM; sleep 300) & echo up $!; exit 0");

        Assert.Equal(0, await session.Completion.WaitAsync(s_patience, Cancelled));
        Assert.False(AppHostProcess.IsAlive(await ChildAsync()));
    }

    [Fact]
    public async Task End_SomebodyElseHoldsThePipe_IsSeenAllTheSame()
    {
        // A new session is out of our reach, as a daemon wants it; the pipe it inherited must not hold us up.
        var session = Bash("setsid sleep 5 & exit 4");

        Assert.Equal(4, await session.Completion.WaitAsync(TimeSpan.FromSeconds(4), Cancelled));
    }

    [Fact]
    public async Task Watchdog_ItsPipeCloses_EndsEachSessionWithGrandchildren()
    {
        using var watchdog = new Watchdog();
        var session = ProcessSession.Start(
            new ProcessStartInfo("bash") { ArgumentList = { "-c", "set -m; trap '' TERM; (trap '' TERM; sleep 300) & echo up $!; while :; do sleep 0.1; done" } },
            watchdog,
            Keep);
        var child = await ChildAsync();

        watchdog.Dispose();

        Assert.Equal(137, await session.Completion.WaitAsync(s_patience, Cancelled));
        Assert.False(AppHostProcess.IsAlive(child));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(s_patience);
        while (!condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private ProcessSession Bash(string script) => ProcessSession.Start(new ProcessStartInfo("bash") { ArgumentList = { "-c", script } }, _watchdog, Keep);

    private void Keep(string line, bool isError) => _lines.Enqueue((isError ? "err:" : "out:") + line);

    private async Task<int> ChildAsync()
    {
        await UntilAsync(() => _lines.Any(line => line.StartsWith("out:up ", StringComparison.Ordinal)));
        return int.Parse(_lines.First(line => line.StartsWith("out:up ", StringComparison.Ordinal)).Split(' ')[1], null);
    }
}
