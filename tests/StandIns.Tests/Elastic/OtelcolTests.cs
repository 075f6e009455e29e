using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using WsAspire.Testing;

namespace StandIns.Tests.Elastic;

/// <summary>What a service sends, as the collector of OpenTelemetry reads it.</summary>
[Collection<ApmCollection>]
public sealed class OtelcolTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Collector_ReadsSpansMetricsAndErrors()
    {
        Assert.SkipUnless(OtelCollector.IsThere, "otelcol is not on PATH");
        await using var collector = OtelCollector.Start();
        await Until.TrueAsync(() => IsListening(collector.Http.Port), () => $"otelcol: {collector.Output}");

        await using (var service = await ApmService.StartAsync($"ELASTIC_APM_SERVER_URL={collector.Http}", "ELASTIC_APM_SERVICE_VERSION=1.2.3"))
        {
            await service.GetAsync("/fail");
            await service.EndAsync();
        }

        var spans = await ReadAsync(collector, "traces", "GET /fail");
        var logs = await ReadAsync(collector, "logs", "exception.type");
        var metrics = await ReadAsync(collector, "metrics", "http.server.request.duration");

        var span = Assert.Single(All(spans, "spans"), one => one.GetProperty("name").GetString() == "GET /fail");
        Assert.Equal("/fail", Attribute(span, "url.path"));
        var error = Assert.Single(All(logs, "logRecords"), one => Attribute(one, "exception.type") is not null);
        Assert.Equal("ERROR", error.GetProperty("severityText").GetString()!.ToUpperInvariant());
        Assert.Equal("Order 7 failed", error.GetProperty("body").GetProperty("stringValue").GetString());
        Assert.Equal("InvalidOperationException", Attribute(error, "exception.type")!.Split('.')[^1]);
        Assert.Equal("The shelf is empty", Attribute(error, "exception.message"));
        Assert.Contains("at StandIns.Tests.Elastic.ApmService.Fail", Attribute(error, "exception.stacktrace"), StringComparison.Ordinal);
        Assert.Equal(span.GetProperty("traceId").GetString(), error.GetProperty("traceId").GetString());
        Assert.Equal(span.GetProperty("spanId").GetString(), error.GetProperty("spanId").GetString());
        var duration = All(metrics, "metrics").First(one => one.GetProperty("name").GetString() == "http.server.request.duration");
        Assert.Equal(1, duration.GetProperty("histogram").GetProperty("aggregationTemporality").GetInt32());
        foreach (var resource in All([.. spans, .. logs, .. metrics], "resource"))
        {
            Assert.Equal(("ws-sample", "1.2.3", "Staging"), (Attribute(resource, "service.name"), Attribute(resource, "service.version"), Attribute(resource, "deployment.environment")));
        }
    }

    // A line that is being written has no end yet.
    private static async Task<JsonElement[]> ReadAsync(OtelCollector collector, string kind, string text) =>
        [.. (await collector.WaitForAsync(kind, received => received.Contains(text, StringComparison.Ordinal) && received.EndsWith('\n'), Token)).Split('\n').SkipLast(1).Select(line => JsonDocument.Parse(line).RootElement)];

    // Every value of a property, wherever it is; of a list each item.
    private static IEnumerable<JsonElement> All(IEnumerable<JsonElement> elements, string name) => elements.SelectMany(element => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(one => one.Name == name
            ? one.Value.ValueKind == JsonValueKind.Array ? one.Value.EnumerateArray().AsEnumerable() : [one.Value]
            : All([one.Value], name)),
        JsonValueKind.Array => All(element.EnumerateArray(), name),
        _ => [],
    });

    private static string? Attribute(JsonElement element, string key) =>
        element.TryGetProperty("attributes", out var attributes) && attributes.EnumerateArray().FirstOrDefault(one => one.GetProperty("key").GetString() == key) is { ValueKind: JsonValueKind.Object } found
            ? found.GetProperty("value").GetProperty("stringValue").GetString()
            : null;

    private static bool IsListening(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
