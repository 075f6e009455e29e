using System.Diagnostics;
using Hello;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry.Trace;
using WsAspire.ServiceDefaults.Tests.Data;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Telemetry;

[Collection(typeof(AloneCollection))]
public sealed class ServiceTelemetryTests(MySqlFixture mySql)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("needs", "quiet")]
    public async Task Stop_NoCollectorAnswers_IsNotHeldBack()
    {
        var service = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1", "--OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "in_memory"], null);
        using (var client = service.CreateHttpClient())
        {
            await client.GetStringAsync("/peer", Token);
        }

        // Ten seconds are what an orchestrator gives a process before it kills it; with the library's own time-out it takes fifteen.
        var stopping = Stopwatch.StartNew();
        await service.DisposeAsync();

        Assert.True(stopping.Elapsed < TimeSpan.FromSeconds(9), $"It took {stopping.Elapsed.TotalSeconds:0.0} s to stop");
    }

    [Fact]
    public async Task OtlpEndpoint_Set_ReceivesTracesMetricsAndLogs()
    {
        await using var receiver = await OtlpReceiver.StartAsync();
        await using var target = await SampleService.StartAsync();
        await using var service = await SampleService.StartAsync(
            [
                "--urls", "http://127.0.0.1:0",
                "--OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Address, "--OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf",
                "--OTEL_BSP_SCHEDULE_DELAY", "50", "--OTEL_BLRP_SCHEDULE_DELAY", "50", "--OTEL_METRIC_EXPORT_INTERVAL", "100",
                "--services:ws-other:http:0", target.Addresses[0],
                "--ConnectionStrings:orders", await mySql.Server.CreateDatabaseAsync(Token),
            ],
            null,
            builder =>
            {
                builder.AddServiceGrpcClient<ShapeService.ShapeServiceClient>("ws-other");
                builder.AddServiceDatabase<SampleContext>("orders");
            });
        using var http = service.CreateHttpClient();

        await new HelloHTTP.HelloHTTPClient(service.Channel).SayHelloAsync(new HelloHTTPRequest(), cancellationToken: Token);
        await service.App.Services.GetRequiredService<ShapeService.ShapeServiceClient>().EchoAsync(new Shape(), cancellationToken: Token);
        await http.PostAsync("/v1/fail", new StringContent("""{"how":"database"}"""), Token);
        await http.GetStringAsync("/alive", Token);

        await receiver.WaitForAsync("traces", "ws-sample", "rpc.method", "SayHello", "ws.tests.shapes.ShapeService", "MySqlConnector");
        await receiver.WaitForAsync("metrics", "http.server.request.duration", "dotnet.gc", "kestrel.");
        await receiver.WaitForAsync("logs", "Fail failed");
    }

    [Fact]
    public async Task OtlpEndpoint_NotSet_MeasuresNothing()
    {
        await using var service = await SampleService.StartAsync();

        Assert.Null(service.App.Services.GetService<TracerProvider>());
    }

    [Theory]
    [InlineData("http://apm:8200", 1)]
    [InlineData("", 0)]
    public async Task ElasticServer_SetOrNot_IsSaidOnce(string url, int lines)
    {
        await using var service = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--ELASTIC_APM_SERVER_URL", url], null);

        Assert.Equal(lines, service.Logs.Lines.Count(line => line.Message.Contains("ELASTIC_APM_SERVER_URL", StringComparison.Ordinal)));
    }
}
