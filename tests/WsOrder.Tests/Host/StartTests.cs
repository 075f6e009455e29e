using System.Net;
using MySqlConnector;
using WsAspire.Testing;

namespace WsOrder.Tests.Host;

public sealed class StartTests(DatabaseServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task NotMigrated_IsAliveAndNotReadyAndSaysWhy()
    {
        await using var host = await OrderHost.StartAsync(await server.CreateDatabaseAsync());

        using var alive = await host.Json.GetAsync("/alive", Cancelled);
        using var ready = await host.Json.GetAsync("/ready", Cancelled);

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Contains("pending migrations", await ready.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        using var health = await host.Json.GetAsync("/health", Cancelled);
        Assert.Contains("_Initial", await health.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseSilent_StartEndsAndIsReady()
    {
        await using var proxy = new DatabaseProxy((int)new MySqlConnectionStringBuilder(server.ConnectionString).Port) { IsSilent = true };
        var silent = new MySqlConnectionStringBuilder(server.NameDatabase()) { Port = (uint)proxy.Port };

        await using var host = await OrderHost.StartAsync(silent.ConnectionString);

        Assert.Equal("Healthy", await host.Json.GetStringAsync("/ready", Cancelled));
    }
}
