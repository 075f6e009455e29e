using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WsAspire.ServiceDefaults.Tests.Shapes;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Data;

[Trait("needs", "quiet")]
public sealed class DatabaseOutageTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_DownAndUpAgain_IsUnavailableAndThenServed()
    {
        await using var server = await MySqlServer.StartAsync(Token);
        var connectionString = await server.CreateDatabaseAsync(Token);
        await using var service = await SampleService.StartAsync(Arguments(connectionString), null, AddDatabase);
        await CreateTablesAsync(service);
        await AskAsync(service, "database");
        await server.StopAsync();

        foreach (var how in (string[])["database", "save"])
        {
            var since = Stopwatch.GetTimestamp();
            var refused = await Assert.ThrowsAsync<RpcException>(() => AskAsync(service, how));

            Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
            Assert.Equal("DATABASE_UNAVAILABLE", refused.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
            Assert.DoesNotContain("127.0.0.1", refused.ToString(), StringComparison.Ordinal);
            Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(4.5));
        }

        await ExpectHealthAsync(service, "degraded");
        await server.RestartAsync(Token);

        await AskAsync(service, "database");
        await ExpectHealthAsync(service, "healthy");
    }

    [Fact]
    public async Task Server_ThatHangs_IsUnavailableWithinTheDeadline()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;
        await using var service = await SampleService.StartAsync(Arguments($"Server=127.0.0.1;Port={port};User ID=x;Password=x;Database=x"), null, AddDatabase);
        await Assert.ThrowsAsync<RpcException>(() => AskAsync(service, "database")); // pays for the model, too

        var since = Stopwatch.GetTimestamp();
        var refused = await Assert.ThrowsAsync<RpcException>(() => AskAsync(service, "database"));

        Assert.Equal(StatusCode.Unavailable, refused.StatusCode);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4.8));
        since = Stopwatch.GetTimestamp();
        await ExpectHealthAsync(service, "degraded");
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.Zero, TimeSpan.FromSeconds(2.5));
    }

    private static string[] Arguments(string connectionString) => ["--urls", "http://127.0.0.1:0", "--ConnectionStrings:orders", connectionString];

    private static void AddDatabase(WebApplicationBuilder builder) => builder.AddServiceDatabase<SampleContext>("orders");

    private static async Task CreateTablesAsync(SampleService service)
    {
        await using var scope = service.App.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SampleContext>().Database.EnsureCreatedAsync(Token);
    }

    private static async Task<Shape> AskAsync(SampleService service, string how) =>
        await new ShapeService.ShapeServiceClient(service.Channel).FailAsync(new FailRequest { How = how }, cancellationToken: Token);

    // Whatever the database does, the service itself lives and is ready.
    private static async Task ExpectHealthAsync(SampleService service, string status)
    {
        using var client = service.CreateHttpClient();

        // What a check found counts for a second.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(20));
        JsonNode json;
        do
        {
            using var answer = await client.GetAsync("/health", timeout.Token);
            json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(timeout.Token))!;
        }
        while ((string?)json["checks"]!["SampleContext"]!["status"] != status);

        Assert.Equal(status, (string?)json["status"]);
        Assert.Equal("Healthy", await client.GetStringAsync("/ready", Token));
        Assert.Equal("Healthy", await client.GetStringAsync("/alive", Token));
    }
}
