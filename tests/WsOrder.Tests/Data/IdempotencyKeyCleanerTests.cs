using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using WsOrder.Data;

namespace WsOrder.Tests.Data;

public sealed class IdempotencyKeyCleanerTests(DatabaseServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Clean_KeysOfAllAges_RemovesTheVoidOnesOnly()
    {
        var clock = new ShiftedTimeProvider();
        var (services, connectionString) = await OrderServices.OnNewDatabaseAsync(server, clock);
        await using var _ = services;
        clock.Shift = -TimeSpan.FromHours(25);
        await services.PlaceAsync(Requests.Order());
        clock.Shift = -TimeSpan.FromHours(23);
        await services.PlaceAsync(Requests.Order());
        clock.Shift = TimeSpan.Zero;

        Assert.Equal(1, await services.Services.GetRequiredService<IdempotencyKeyCleaner>().CleanAsync(Cancelled));

        Assert.Equal(1L, await DatabaseServer.QueryAsync(connectionString, "SELECT COUNT(*) FROM idempotency_keys"));
        Assert.Equal(2L, await DatabaseServer.QueryAsync(connectionString, "SELECT COUNT(*) FROM orders"));
    }

    [Fact]
    public async Task Clean_MoreThanOneStatementTakes_RemovesAll()
    {
        var (services, connectionString) = await OrderServices.OnNewDatabaseAsync(server);
        await using var _ = services;
        await DatabaseServer.QueryAsync(
            connectionString,
            "SET max_recursive_iterations = 10000; INSERT INTO idempotency_keys (`key`, fingerprint, order_id, created_at) "
            + "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 2500) "
            + "SELECT CAST(i AS CHAR), REPEAT('x', 32), REPEAT('x', 16), '2020-01-01' FROM n");

        Assert.Equal(2500, await services.Services.GetRequiredService<IdempotencyKeyCleaner>().CleanAsync(Cancelled));
    }

    [Fact]
    public async Task Run_DatabaseOutage_IsLoggedAndTheNextRoundWorks()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        var connectionString = server.NameDatabase();
        await using var services = OrderServices.On(connectionString, clock);
        var cleaner = services.Services.GetRequiredService<IdempotencyKeyCleaner>();
        await cleaner.StartAsync(Cancelled);

        await AdvanceUntilAsync(clock, () => services.Log.CountOf(2002) > 0);
        await services.MigrateAsync();
        await services.PlaceAsync(Requests.Order());
        clock.Advance(TimeSpan.FromHours(25));
        await AdvanceUntilAsync(clock, () => services.Log.CountOf(2001) > 0);
        await cleaner.StopAsync(Cancelled);

        Assert.Equal(0L, await DatabaseServer.QueryAsync(connectionString, "SELECT COUNT(*) FROM idempotency_keys"));
    }

    private static async Task AdvanceUntilAsync(FakeTimeProvider clock, Func<bool> condition)
    {
        while (!condition())
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Delay(20, Cancelled);
        }
    }
}
