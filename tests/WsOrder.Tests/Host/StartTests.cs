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

        // The service asks the database in its own time, and is not ready meanwhile either.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        timeout.CancelAfter(TimeSpan.FromMinutes(1));
        while (!(await ReadAsync(host, "/health", timeout.Token)).Contains("_Initial", StringComparison.Ordinal))
        {
            await Task.Delay(50, timeout.Token);
        }

        using var alive = await host.Json.GetAsync("/alive", Cancelled);
        using var ready = await host.Json.GetAsync("/ready", Cancelled);

        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Matches(@"\d+ pending migrations", await ready.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public async Task DatabaseSilent_StartEndsAndIsReadyInSeconds()
    {
        await using var proxy = new DatabaseProxy((int)new MySqlConnectionStringBuilder(server.ConnectionString).Port) { IsSilent = true };
        var silent = new MySqlConnectionStringBuilder(server.NameDatabase()) { Port = (uint)proxy.Port };

        await using var host = await OrderHost.StartAsync(silent.ConnectionString);

        // Four seconds are what the question for pending migrations is waited for.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        timeout.CancelAfter(TimeSpan.FromSeconds(10));
        while (!(await host.Json.GetAsync("/ready", timeout.Token)).IsSuccessStatusCode)
        {
            await Task.Delay(50, timeout.Token);
        }
    }

    // Whatever the status is.
    private static async Task<string> ReadAsync(OrderHost host, string path, CancellationToken cancellationToken)
    {
        using var answer = await host.Json.GetAsync(path, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }
}
