using System.Diagnostics;
using System.Text.Json.Nodes;
using Grpc.Health.V1;
using MySqlConnector;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Data;

[Trait("needs", "quiet")]
public sealed class HungDatabaseTests(MySqlFixture mySql)
{
    // The bound is 0.8 s; the driver gives up after a minute.
    private const string Patient = ";Connection Timeout=60";
    private static readonly TimeSpan s_belowTheDriversOwn = TimeSpan.FromSeconds(2.5);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_Stopped_HealthAnswersWithinASecondAndKnowsWhenItIsBack()
    {
        await using var server = await MySqlServer.StartAsync(Token);
        await using var service = await DatabaseService.StartAsync(await server.CreateDatabaseAsync(Token) + Patient);
        await WaitUntilReadyAsync(service);
        await ExpectAsync(service, "healthy");

        await server.FreezeAsync(Token);
        try
        {
            await ExpectAsync(service, "degraded");
        }
        finally
        {
            await server.ThawAsync(Token);
        }

        await ExpectAsync(service, "healthy");
    }

    [Fact]
    public async Task Network_ThatSwallowsAll_HealthAnswersWithinASecond()
    {
        var direct = await mySql.Server.CreateDatabaseAsync(Token);
        await using var proxy = new DatabaseProxy(mySql.Server.Port);
        await using var service = await DatabaseService.StartAsync(new MySqlConnectionStringBuilder(direct) { Port = (uint)proxy.Port }.ConnectionString + Patient);
        await WaitUntilReadyAsync(service);

        proxy.IsSilent = true;
        await ExpectAsync(service, "degraded");

        proxy.IsSilent = false;
        await ExpectAsync(service, "healthy");
    }

    [Fact]
    public async Task Probes_ManyAtOnce_MakeOneCheck()
    {
        await using var server = await MySqlServer.StartAsync(Token);
        await using var service = await DatabaseService.StartAsync(server, "--Health:Period", "01:00:00");
        using var client = service.CreateHttpClient();
        await WaitUntilReadyAsync(service);
        await ExpectAsync(service, "healthy");
        var before = await ResetsAsync(server);
        var since = Stopwatch.GetTimestamp();

        await Task.WhenAll(Enumerable.Range(0, 300).Select(_ => client.GetStringAsync("/health", Token)));

        Assert.InRange(await ResetsAsync(server) - before, 0, 2 + (long)Stopwatch.GetElapsedTime(since).TotalSeconds);
    }

    // Both faces have been asked once then: what is measured is not the compiler's time.
    private static async Task WaitUntilReadyAsync(SampleService service)
    {
        using var client = service.CreateHttpClient();
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        while (!(await client.GetAsync("/ready", timeout.Token)).IsSuccessStatusCode)
        {
            await Task.Delay(20, timeout.Token);
        }

        using var health = await client.GetAsync("/health", timeout.Token);
    }

    // Each answer on the way is there in a second; probes of liveness and readiness are not touched.
    private static async Task ExpectAsync(SampleService service, string status)
    {
        using var client = service.CreateHttpClient();
        var grpc = new global::Grpc.Health.V1.Health.HealthClient(service.Channel);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        string? found;
        do
        {
            var since = Stopwatch.GetTimestamp();
            using var answer = await client.GetAsync("/health", timeout.Token);
            var details = JsonNode.Parse(await answer.Content.ReadAsStringAsync(timeout.Token))!;
            Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, s_belowTheDriversOwn);
            found = (string?)details["checks"]!["SampleContext"]!["status"];
        }
        while (found != status);

        Assert.Equal("Healthy", await client.GetStringAsync("/ready", Token));
        Assert.Equal("Healthy", await client.GetStringAsync("/alive", Token));
        foreach (var name in (string[])["", "liveness", "readiness"])
        {
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await grpc.CheckAsync(new HealthCheckRequest { Service = name }, cancellationToken: Token)).Status);
        }
    }

    // Each check takes a connection from the pool, which is reset on the way.
    private static async Task<long> ResetsAsync(MySqlServer server) => Convert.ToInt64(
        await server.QueryAsync("SELECT VARIABLE_VALUE FROM information_schema.global_status WHERE VARIABLE_NAME = 'COM_RESET_CONNECTION'", Token),
        System.Globalization.CultureInfo.InvariantCulture);
}
