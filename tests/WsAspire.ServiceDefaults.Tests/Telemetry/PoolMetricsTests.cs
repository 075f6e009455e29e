using Microsoft.Extensions.Hosting;
using MySqlConnector;
using WsAspire.ServiceDefaults.Tests.Data;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Telemetry;

[Collection(typeof(AloneCollection))]
public sealed class PoolMetricsTests(MySqlFixture mySql)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collector_OfOpenTelemetry_ReceivesThePoolAndTheHealthByNamesWithoutSecrets()
    {
        Assert.SkipUnless(OtelCollector.IsThere, "otelcol is not on PATH.");
        var connectionString = await mySql.Server.CreateDatabaseAsync(Token);
        await using (var collector = OtelCollector.Start())
        await using (var service = await SampleService.StartAsync(
            [
                "--urls", "http://127.0.0.1:0", "--ConnectionStrings:orders", connectionString,
                "--OTEL_EXPORTER_OTLP_ENDPOINT", collector.Http.ToString(), "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", "--OTEL_METRIC_EXPORT_INTERVAL", "200",
            ],
            null,
            builder => builder.AddServiceDatabase<SampleContext>("orders")))
        {
            await service.UseAsync(context => context.Database.EnsureCreatedAsync(Token));

            string[] names =
            [
                "db.client.connections.usage", "db.client.connections.pending_requests", "db.client.connections.wait_time", "db.client.connections.create_time",
                "db.client.connections.use_time", "db.client.connections.max", "ws-sample/orders", "ws.health.state", "SampleContext",
            ];
            var received = await collector.WaitForAsync("metrics", metrics => names.All(name => metrics.Contains(name, StringComparison.Ordinal)), Token);

            // Without a name the driver shows the connection string. Pools of other tests in this process do.
            Assert.DoesNotContain(new MySqlConnectionStringBuilder(connectionString).Database, received, StringComparison.Ordinal);
            Assert.DoesNotContain("Password", received, StringComparison.OrdinalIgnoreCase);
        }
    }
}
