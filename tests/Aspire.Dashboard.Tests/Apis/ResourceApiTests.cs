using System.Net;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Tests.Hosts;

namespace Aspire.Dashboard.Tests.Apis;

/// <summary>What can be asked of resources, and done to them.</summary>
public sealed class ResourceApiTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Resources_HaveTheirLastState_AndTheirRestarts()
    {
        var start = new DateTimeOffset(2026, 11, 26, 12, 0, 0, TimeSpan.Zero);
        await using var dashboard = await TestDashboard.StartAsync();

        dashboard.Resources.Tell(FakeResources.Named("a", "Running", start));
        dashboard.Resources.Tell(FakeResources.Named("b", "Waiting"));
        dashboard.Resources.Tell(FakeResources.Named("a", "Exited", start));
        dashboard.Resources.Tell(FakeResources.Named("a", "Starting"));
        dashboard.Resources.Tell(FakeResources.Named("a", "Running", start.AddSeconds(9)));

        var list = await dashboard.ReadAsync("/api/resources", list => list["items"]!.AsArray() is [{ } a, _] && (int)a["restarts"]! == 1);
        Assert.Equal("a Running|b Waiting", string.Join('|', list["items"]!.AsArray().Select(item => $"{item!["state"]!["name"]} {item["state"]!["state"]}")));
    }

    [Theory]
    [InlineData("/api/resources/a/commands/resource-stop", null, HttpStatusCode.OK, "a resource-stop")]
    [InlineData("/api/resources/a/commands/resource-stop", "It hangs.", HttpStatusCode.Conflict, "a resource-stop")]
    [InlineData("/api/resources/a/commands/resource-start", null, HttpStatusCode.Conflict, "")]
    [InlineData("/api/resources/a/commands/delete-all", null, HttpStatusCode.NotFound, "")]
    [InlineData("/api/resources/x/commands/resource-stop", null, HttpStatusCode.NotFound, "")]
    public async Task Command_IsExecutedWhereItIsOffered(string path, string? error, HttpStatusCode expected, string executed)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Resources.Error = error;
        dashboard.Resources.Tell(FakeResources.Named("a"));
        await dashboard.ReadAsync("/api/resources", list => list["items"]!.AsArray().Count == 1);

        using var answer = await dashboard.Client.PostAsync(path, null, Cancelled);

        Assert.Equal((expected, executed), (answer.StatusCode, string.Join(' ', dashboard.Resources.Executed)));
        Assert.Contains(error ?? "", await answer.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_IsReadOnFromWhereOneWas_AndBounded()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Resources.Tell(FakeResources.Named("a"));
        dashboard.Resources.Print("a", "one");
        dashboard.Resources.Print("a", "two", isError: true);
        await dashboard.ReadAsync("/api/resources", list => list["items"]!.AsArray().Count == 1);

        var first = await dashboard.ReadAsync("/api/console/a", answer => (long)answer["next"]! == 2);
        dashboard.Resources.Print("a", new string('x', 100_000));
        var more = await dashboard.ReadAsync("/api/console/a?from=2", answer => (long)answer["next"]! == 3);
        for (var i = 0; i < Limits.ConsoleLines; i++)
        {
            dashboard.Resources.Print("a", $"{i}");
        }

        var last = await dashboard.ReadAsync("/api/console/a?from=-1", answer => (long)answer["next"]! == Limits.ConsoleLines + 3);
        using var none = await dashboard.Client.GetAsync("/api/console/x", Cancelled);

        Assert.Equal("[{\"text\":\"one\",\"isError\":false},{\"text\":\"two\",\"isError\":true}]", first["lines"]!.ToJsonString());
        Assert.Equal(Limits.Text, ((string)more["lines"]!.AsArray().Single()!["text"]!).Length);
        Assert.Equal((Limits.ConsoleLines, "0"), (last["lines"]!.AsArray().Count, (string?)last["lines"]![0]!["text"]));
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }
}
