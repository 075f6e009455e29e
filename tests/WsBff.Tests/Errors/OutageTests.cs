using System.Net;
using WsAspire.Testing;
using WsBff.Tests.Hosts;

namespace WsBff.Tests.Errors;

/// <summary>ws-order and its database go and come back under the running BFF.</summary>
public sealed class OutageTests(SharedSystem shared)
{
    private static readonly string[] s_reads = ["/", "/api/orders", "/api/orders/019ab5f2-8e70-7c1d-9f5b-2d3c4e5f6a7b", "/api/users", "/api/users/1"];

    [Fact]
    public async Task Requests_WsOrderStoppedAndRestarted_AreAnswered503ThenServedAgain()
    {
        await using var system = await RealSystem.StartAsync(shared.Server);
        var id = await system.Client.PlaceAsync(await system.AddUserAsync("Ada"));

        await system.Order.StopAsync();
        foreach (var path in s_reads)
        {
            using var response = await system.Client.GetPathAsync(path);
            await response.ReadProblemAsync(503);
            Assert.NotNull(response.Headers.RetryAfter?.Delta);
        }

        using var create = await system.Client.PostOrderAsync(BffRequests.NewOrder(1), BffRequests.NewKey());
        await create.ReadProblemAsync(503);
        using var cancel = await system.Client.CancelOrderAsync(id);
        await cancel.ReadProblemAsync(503);
        using var summary = await system.Client.GetPathAsync($"/api/orders/{id}/summary");
        await summary.ReadProblemAsync(503);

        await system.Order.RestartAsync();
        await UntilServedAsync(system, $"/api/orders/{id}");
        using var greeting = await system.Client.GetPathAsync("/");
        Assert.Equal(HttpStatusCode.OK, greeting.StatusCode);
    }

    [Fact]
    public async Task Requests_DatabaseStoppedAndRestarted_AreAnswered503ThenServedAgain()
    {
        await using var server = await MySqlServer.StartAsync(TestContext.Current.CancellationToken);
        await using var system = await RealSystem.StartAsync(server);
        var id = await system.Client.PlaceAsync(await system.AddUserAsync("Ada"));

        await server.StopAsync();
        using var order = await system.Client.GetPathAsync($"/api/orders/{id}");
        Assert.Equal("DATABASE_UNAVAILABLE", (string?)(await order.ReadProblemAsync(503))["reason"]);
        using var create = await system.Client.PostOrderAsync(BffRequests.NewOrder(1), BffRequests.NewKey());
        Assert.Equal("DATABASE_UNAVAILABLE", (string?)(await create.ReadProblemAsync(503))["reason"]);
        using var greeting = await system.Client.GetPathAsync("/");
        Assert.Equal(HttpStatusCode.OK, greeting.StatusCode);

        await server.RestartAsync(TestContext.Current.CancellationToken);
        await UntilServedAsync(system, $"/api/orders/{id}");
    }

    [Fact]
    public async Task Requests_DatabaseHangs_AreAnsweredWithinTheDeadline()
    {
        await using var system = await RealSystem.StartAsync(shared.Server);
        await using var locked = await system.ExecuteAsync("LOCK TABLES `orders` WRITE, `order_lines` WRITE, `idempotency_keys` WRITE, `user` WRITE");
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));

        using var response = await system.Client.GetAsync(new Uri("/api/orders", UriKind.Relative), limit.Token);

        Assert.InRange((int)response.StatusCode, 503, 504);
        await response.ReadProblemAsync((int)response.StatusCode);
    }

    // A client may wait a moment before it connects again: what counts is that it does, by itself.
    private static async Task UntilServedAsync(RealSystem system, string path)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (true)
        {
            using var response = await system.Client.GetAsync(new Uri(path, UriKind.Relative), limit.Token);
            if (response.StatusCode == HttpStatusCode.OK)
            {
                return;
            }

            await response.ReadProblemAsync(503);
        }
    }
}
