using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Hosting;
using MySqlConnector;
using WsAspire.ServiceDefaults.Tests.Data;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Telemetry;

public sealed class PoolMetricsTests(MySqlFixture mySql)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collector_OfOpenTelemetry_ReceivesThePoolAndTheHealthByNamesWithoutSecrets()
    {
        Assert.SkipUnless(IsOnPath("otelcol"), "otelcol is not on PATH.");
        var folder = TestFolder.Create("otelcol");
        var port = FreePort();
        var file = Path.Combine(folder, "metrics.json");
        await File.WriteAllTextAsync(
            Path.Combine(folder, "config.yaml"),
            $$"""
            receivers: { otlp: { protocols: { http: { endpoint: "127.0.0.1:{{port}}" } } } }
            exporters: { file: { path: "{{file}}", flush_interval: 100ms } }
            service:
              telemetry: { metrics: { level: none } }
              pipelines: { metrics: { receivers: [otlp], exporters: [file] } }
            """,
            Token);
        var connectionString = await mySql.Server.CreateDatabaseAsync(Token);
        await using (var collector = LeashedProcess.Start("otelcol", ["--config", Path.Combine(folder, "config.yaml")]))
        await using (var service = await SampleService.StartAsync(
            [
                "--urls", "http://127.0.0.1:0", "--ConnectionStrings:orders", connectionString,
                "--OTEL_EXPORTER_OTLP_ENDPOINT", $"http://127.0.0.1:{port}", "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "--OTEL_METRIC_EXPORT_INTERVAL", "200",
            ],
            null,
            builder => builder.AddServiceDatabase<SampleContext>("orders")))
        {
            await service.UseAsync(context => context.Database.EnsureCreatedAsync(Token));

            var received = await WaitForAsync(
                collector,
                file,
                "db.client.connections.usage", "db.client.connections.pending_requests", "db.client.connections.wait_time", "db.client.connections.create_time",
                "db.client.connections.use_time", "db.client.connections.max", "ws-sample/orders", "ws.health.state", "SampleContext");

            // Without a name the driver shows the connection string. Pools of other tests in this process do.
            Assert.DoesNotContain(new MySqlConnectionStringBuilder(connectionString).Database, received, StringComparison.Ordinal);
            Assert.DoesNotContain("Password", received, StringComparison.OrdinalIgnoreCase);
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task<string> WaitForAsync(LeashedProcess collector, string file, params string[] texts)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(TimeSpan.FromSeconds(60));
        var received = "";
        while (!texts.All(text => received.Contains(text, StringComparison.Ordinal)))
        {
            Assert.False(timeout.IsCancellationRequested || collector.HasExited, $"{collector.Output}\n{received}");
            await Task.Delay(100, Token);
            received = File.Exists(file) ? await File.ReadAllTextAsync(file, Token) : "";
        }

        return received;
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
