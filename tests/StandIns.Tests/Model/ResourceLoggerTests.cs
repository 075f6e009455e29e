using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace StandIns.Tests.Model;

public sealed class ResourceLoggerTests
{
    [Fact]
    public async Task Output_BeforeAndWhileItIsWatched_IsSeenInOrderUntilItEnds()
    {
        ResourceLoggerService logs = new();
        logs.GetLogger("app").LogInformation("first");
        await using var watch = logs.WatchAsync("app").GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal([new LogLine(1, "first", false)], watch.Current);

        logs.GetLogger("app").LogError("second");

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal([new LogLine(2, "second", true)], watch.Current);
        logs.Complete("app");
        Assert.False(await watch.MoveNextAsync());
    }

    [Fact]
    public async Task Output_SoFar_EndsByItself()
    {
        ResourceLoggerService logs = new();
        logs.GetLogger("app").LogInformation("only");

        var lines = await logs.GetAllAsync("app").ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal("only", Assert.Single(Assert.Single(lines)).Content);
    }
}
