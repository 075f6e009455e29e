using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.Json.Nodes;
using Aspire.Dashboard.Tests.Hosts;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Aspire.Dashboard.Tests.Otlp;

/// <summary>What the real SDK sends, by both protocols.</summary>
public sealed class SdkExporterTests
{
    private const string Name = "tests.sdk";

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task Spans_LogsAndMetrics_OfTheSdk_AreKept(OtlpExportProtocol protocol)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        var resource = ResourceBuilder.CreateEmpty().AddService("ws-order", serviceInstanceId: "abc").AddAttributes([new("team", "shop")]);
        using var source = new ActivitySource($"{Name}.{protocol}");
        using var meter = new Meter($"{Name}.{protocol}");
        using var traces = Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource).AddSource(source.Name).AddOtlpExporter(o => Point(o, "v1/traces")).Build();
        using var metrics = Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource).AddMeter(meter.Name).AddOtlpExporter(o => Point(o, "v1/metrics")).Build();
        using var logging = LoggerFactory.Create(builder => builder.AddOpenTelemetry(o =>
        {
            o.IncludeFormattedMessage = true;
            o.IncludeScopes = true;
            o.SetResourceBuilder(resource).AddOtlpExporter(e => Point(e, "v1/logs"));
        }));

        string trace, parent, child;
        using (var outer = source.StartActivity("GET /orders", ActivityKind.Server)!)
        {
            using (var inner = source.StartActivity("SELECT", ActivityKind.Client)!)
            {
                inner.SetTag("branch", "f1").SetTag("rows", 3).SetTag("parts", (string[])["a", "b"]);
                inner.AddException(new InvalidOperationException("no such table"));
                inner.SetStatus(ActivityStatusCode.Error, "no such table");
                var logger = logging.CreateLogger("Orders.Data");
                using (logger.BeginScope(new Dictionary<string, object> { ["branch"] = "f1" }))
                {
                    logger.LogWarning("{Count} rows are missing", 7);
                }

                (trace, parent, child) = (inner.TraceId.ToString(), inner.ParentSpanId.ToString(), inner.SpanId.ToString());
            }
        }

        meter.CreateCounter<long>("orders", "{order}", "Orders made.").Add(5, new KeyValuePair<string, object?>("state", "placed"));
        meter.CreateHistogram<double>("took", "s").Record(0.25);
        Assert.True(traces.ForceFlush() && metrics.ForceFlush());
        logging.Dispose();

        var detail = await dashboard.ReadAsync($"/api/traces/{trace}");
        var spans = detail["spans"]!.AsArray();
        Assert.Equal(["GET /orders", "SELECT"], spans.Select(span => (string)span!["name"]!));
        var select = spans[1]!;
        Assert.Equal((child, parent, "client", true, "no such table"), (Text(select, "id"), Text(select, "parent"), Text(select, "kind"), (bool)select["isError"]!, Text(select, "message")));
        Assert.Equal(("ws-order", "abc"), (Text(select, "resource"), Text(select, "instance")));
        Assert.Equal("branch=f1 rows=3 parts=[a, b]", string.Join(' ', select["attributes"]!.AsArray().Select(item => $"{item!["key"]}={item["value"]}")));
        Assert.Equal("exception", Text(select["events"]![0]!, "name"));
        var log = detail["logs"]![0]!;
        Assert.Equal(("7 rows are missing", "Warning", "Orders.Data", child), (Text(log, "message"), Text(log, "level"), Text(log, "category"), Text(log, "spanId")));
        Assert.Contains(log["attributes"]!.AsArray(), item => Text(item!, "key") == "branch" && Text(item!, "value") == "f1");
        Assert.Single((await dashboard.ReadAsync("/api/logs?branch=f1"))["items"]!.AsArray());
        var series = (await dashboard.ReadAsync("/api/metrics?resource=ws-order"))["items"]!.AsArray();
        Assert.Equal(
            "orders Counter {order} state=placed 5 0|took Histogram s  0.25 1",
            string.Join('|', series.Select(item => $"{item!["name"]} {item["kind"]} {item["unit"]} {item["attributes"]} {item["points"]!.AsArray()[^1]![1]} {item["points"]!.AsArray()[^1]![2]}")));
        Assert.Equal(5, (double)series[1]!["p95"]!);

        void Point(OtlpExporterOptions options, string path) => (options.Protocol, options.Endpoint, options.Headers) = (
            protocol, protocol == OtlpExportProtocol.Grpc ? dashboard.Application.OtlpGrpc : new Uri(dashboard.Application.OtlpHttp!, path), $"x-otlp-api-key={TestDashboard.Key}");
    }

    private static string Text(JsonNode node, string name) => (string)node[name]!;
}
