using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary>The system without a dashboard: all of it, the proxy too, sends to the collector that its environment names.</summary>
public sealed class CollectorSystemTests
{
    private const string Caller = "00f067aa0ba902b7";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Request_IsOneTraceAtTheCollector_WithEnvoysOwnSpans()
    {
        CommandLine.RequireProgram("envoy");
        CommandLine.RequireProgram("otelcol");
        await using var collector = OtelCollector.Start();
        await using var run = RunCommand.Start(
            "--ephemeral --proxy envoy --dashboard false", environment: [$"OTEL_EXPORTER_OTLP_ENDPOINT={collector.Grpc.ToString().TrimEnd('/')}", "OTEL_BSP_SCHEDULE_DELAY=500"]);
        await run.WaitUntilReadyAsync();

        Assert.Equal(["envoy 2", "ws-bff 2", "ws-bff 3", "envoy 2", "ws-order 2"], await AskAsync(run, collector, "/", span => span is { Service: "ws-order", Kind: 2 }));
        Assert.Equal(["envoy 2", "ws-bff 2", "ws-bff 3", "envoy 2", "ws-order 2", "ws-order 3"], await AskAsync(run, collector, "/api/users", TracePath.IsSql));
        await run.InterruptAsync();
        Assert.Empty(run.LivingProcesses());
    }

    private static async Task<string[]> AskAsync(RunCommand run, OtelCollector collector, string path, Func<CollectedSpan, bool> isEnd)
    {
        var trace = Guid.NewGuid().ToString("n");
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{run.BffPort}") };
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("traceparent", $"00-{trace}-{Caller}-01");
        using var answer = await client.SendAsync(request, Token);
        answer.EnsureSuccessStatusCode();
        var spans = await collector.WaitForSpansAsync(trace, spans => spans.Any(isEnd) && TracePath.IsWhole(spans, Caller), Token);
        return TracePath.To(spans.First(isEnd), spans);
    }
}
