using WsAspire.Branching.Local;

namespace WsAspire.Cli.Tests;

/// <summary>What the list says of who started an instance, and how it reads.</summary>
public sealed class BranchRowTests
{
    private static readonly DateTimeOffset s_since = new(2026, 3, 1, 8, 30, 15, TimeSpan.Zero);

    private static readonly RunningSystem s_system =
        new(1, "/x/.ws", 2, "t", "http://localhost:3", "test", [], [new AskedInstance("f1", "ws-order", "/y")]);

    private static readonly Overview s_overview = new("test",
    [
        new OverviewService("ws-order",
        [
            new OverviewBranch("test", "serving", [Instance(10), Instance(11)]),
            new OverviewBranch("f1", "serving", [Instance(20), Instance(21, "not-ready", "pending migrations"), Instance(22)]),
        ]),
    ]);

    [Fact]
    public void Of_EachInstance_SaysWhoStartedIt()
    {
        var rows = BranchRow.Of(s_system, s_overview, [new StartedInstance("f1", "ws-order", 20, "/x/1.log", "/z")]);

        Assert.Equal(
            [("f1", 20, "add", "/z", "/x/1.log"), ("f1", 21, "start", "/y", null), ("f1", 22, "hand", null, null), ("test", 10, "start", null, null), ("test", 11, "start", null, null)],
            rows.Select(row => (row.Branch, int.Parse(row.Address.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture), row.From, row.Worktree, row.Log)));
    }

    [Fact]
    public void Table_HasALineForEachServiceOfABranch()
    {
        var written = new StringWriter { NewLine = "\n" };

        BranchTable.Write(BranchRow.Of(s_system, s_overview, []), TimeZoneInfo.Utc, written);

        Assert.Equal(
            """
            BRANCH  SERVICE   INSTANCES  STATE                                 SINCE     COMMIT    FROM
            f1      ws-order  3          ready, not-ready: pending migrations  08:30:15  01234567  ./run, /y, joined by hand
            test    ws-order  2          ready                                 08:30:15  01234567  ./run

            """,
            written.ToString());
    }

    private static OverviewInstance Instance(int port, string state = "ready", string? reason = null) =>
        new($"i{port}", $"127.0.0.1:{port}", state, reason, false, "0123456789abcdef", s_since);
}
