using Aspire.Hosting.Orchestration.Output;

namespace StandIns.Tests.Orchestration.Output;

public sealed class ResourceTableTests
{
    private static readonly ResourceRow[] s_rows =
    [
        new("mysql", "Running", "Healthy", "tcp://localhost:3306", TimeSpan.FromSeconds(75), false, "", 0),
        new("ws-order", "Waiting for mysql", "", "", TimeSpan.FromSeconds(3.9), false, "", 1),
    ];

    [Fact]
    public void Lines_Plain_AreAlignedAndEndInNoBlanks() => Assert.Equal(
        [
            "",
            "RESOURCE  STATE              HEALTH   SINCE  URLS",
            "mysql     Running            Healthy  1m     tcp://localhost:3306",
            "ws-order  Waiting for mysql           3s",
        ],
        ResourceTable.Lines(s_rows, 100, colours: false));

    [Theory]
    [InlineData(30)]
    [InlineData(10)]
    [InlineData(2)]
    public void Lines_NarrowTerminal_FitIn(int width) =>
        Assert.All(ResourceTable.Lines(s_rows, width, colours: false), line => Assert.InRange(line.Length, 0, width - 1));

    [Fact]
    public void Lines_NoResources_AreNone() => Assert.Empty(ResourceTable.Lines([], 80, colours: false));
}
