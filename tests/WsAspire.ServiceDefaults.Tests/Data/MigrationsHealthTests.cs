using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using WsAspire.ServiceDefaults.Data;
using WsAspire.ServiceDefaults.Health;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Data;

public sealed class MigrationsHealthTests(MySqlFixture mySql)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrations_Pending_AreNotReadyAndNamedUntilTheyAreApplied()
    {
        await using var service = await StartAsync(await mySql.Server.CreateDatabaseAsync(Token));
        using var client = service.CreateHttpClient();

        // Pays for the model: the first question of the check is answered in time.
        await using (var scope = service.App.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<MigratedContext>().Database.GetPendingMigrationsAsync(Token);
        }

        // It is never ready on the way: from the first answer on it says why.
        var answers = new List<(int Status, string Body)>();
        do
        {
            answers.Add(await AskAsync(client, "/ready"));
        }
        while (answers[^1].Body == "Unhealthy: the database is being asked for pending migrations");

        Assert.Equal((503, "Unhealthy: 1 pending migrations"), answers[^1]);
        Assert.All(answers, answer => Assert.Equal(503, answer.Status));
        Assert.Equal((200, "Healthy"), await AskAsync(client, "/alive"));
        var details = JsonNode.Parse((await AskAsync(client, "/health")).Body)!;
        Assert.Equal("20260101000000_First", (string?)details["checks"]!["MigratedContext.Migrations"]!["data"]!["pending"]![0]);
        Assert.Contains(service.Logs.Lines, line => line.Message.Contains("20260101000000_First", StringComparison.Ordinal) && line.Message.Contains("not ready", StringComparison.Ordinal));

        await MigrateAsync(service);

        await WaitForAsync(client, "/ready", 200);
    }

    [Fact]
    public async Task Answer_ThatComesWhenTheWaitForItIsJustOver_Counts()
    {
        var options = new DbContextOptionsBuilder<MigratedContext>().UseMySql(await mySql.Server.CreateDatabaseAsync(Token), ServerVersion.Parse(DatabaseDefaults.ServerVersion)).Options;
        using var isAnswered = new ManualResetEventSlim();
        await using var services = new ServiceCollection()
            .AddScoped(_ =>
            {
                isAnswered.Wait(Token);
                return new MigratedContext(options);
            })
            .BuildServiceProvider();
        var time = new FakeTimeProvider();
        var check = new MigrationsHealthCheck<MigratedContext>(services.GetRequiredService<IServiceScopeFactory>(), time, NullLogger<MigrationsHealthCheck<MigratedContext>>.Instance);
        var context = new HealthCheckContext { Registration = new HealthCheckRegistration("migrations", check, null, null) };
        var held = new HeldContext();
        var first = held.Begin(() => check.CheckHealthAsync(context, Token));

        time.Advance(TimeSpan.FromSeconds(0.5));
        isAnswered.Set();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        while (!(await check.CheckHealthAsync(context, Token)).Data.ContainsKey("pending"))
        {
            await Task.Delay(20, timeout.Token);
        }

        held.Release();
        Assert.Equal("1 pending migrations", (await first).Data[HealthTags.Reason]);
    }

    [Fact]
    public async Task Migrations_Applied_AreNotAskedForAgain()
    {
        await using var server = await MySqlServer.StartAsync(Token);
        await using var service = await StartAsync(await server.CreateDatabaseAsync(Token));
        using var client = service.CreateHttpClient();
        await MigrateAsync(service);
        await WaitForAsync(client, "/ready", 200);

        await server.QueryAsync("SET GLOBAL general_log = 1, GLOBAL log_output = 'TABLE'", Token);
        await AskAsync(client, "/ready");
        await AskAsync(client, "/health");

        Assert.Equal(0L, await server.QueryAsync("SELECT COUNT(*) FROM mysql.general_log WHERE argument LIKE '%EFMigrationsHistory%' AND argument NOT LIKE '%general_log%'", Token));
    }

    [Fact]
    public async Task Server_DownFromTheStart_IsReadyAndNotReadyOnceItSaysWhatIsPending()
    {
        await using var server = await MySqlServer.StartAsync(Token);
        var connectionString = await server.CreateDatabaseAsync(Token);
        await server.StopAsync();
        await using var service = await StartAsync(connectionString);
        using var client = service.CreateHttpClient();

        await WaitForAsync(client, "/ready", 200);

        await server.RestartAsync(Token);
        await WaitForAsync(client, "/ready", 503);
        await server.StopAsync();
        Assert.Equal(503, (await AskAsync(client, "/ready")).Status);
    }

    private static Task<SampleService> StartAsync(string connectionString) => SampleService.StartAsync(
        ["--urls", "http://127.0.0.1:0", "--ConnectionStrings:orders", connectionString],
        null,
        builder => builder.AddServiceDatabase<MigratedContext>("orders"));

    // By hand, without the lock of the provider: that one is none on MariaDB.
    private static async Task MigrateAsync(SampleService service)
    {
        await using var scope = service.App.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<MigratedContext>().Database;
        await database.ExecuteSqlRawAsync(database.GetService<IMigrator>().GenerateScript(), Token);
    }

    private static async Task<(int Status, string Body)> AskAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, Token);
        Assert.Contains("no-store", answer.Headers.GetValues("Cache-Control").Single(), StringComparison.Ordinal);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Token));
    }

    private static async Task WaitForAsync(HttpClient client, string path, int status)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        while ((await AskAsync(client, path)).Status != status)
        {
            await Task.Delay(50, timeout.Token);
        }
    }
}
