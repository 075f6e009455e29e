using System.Globalization;
using System.Text.Json.Nodes;

namespace WsAspire.Testing;

/// <summary>A real OpenTelemetry collector: takes OTLP by gRPC and HTTP, and writes down what came.</summary>
public sealed class OtelCollector : IAsyncDisposable
{
    private const string Program = "otelcol";
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly string _folder;
    private readonly LeashedProcess _process;

    private OtelCollector(string folder, LeashedProcess process, int grpcPort, int httpPort)
    {
        _folder = folder;
        _process = process;
        Grpc = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{grpcPort}"));
        Http = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{httpPort}"));
    }

    /// <summary>Whether this machine has one.</summary>
    public static bool IsThere => Programs.IsOnPath(Program);

    /// <summary>Where it takes OTLP over gRPC.</summary>
    public Uri Grpc { get; }

    /// <summary>Where it takes OTLP over HTTP.</summary>
    public Uri Http { get; }

    /// <summary>What it printed.</summary>
    public string Output => _process.Output;

    /// <summary>Starts one on free ports.</summary>
    public static OtelCollector Start()
    {
        var folder = TestFolder.Create(Program);
        var (grpc, http) = (ServiceProcess.FreePort(), ServiceProcess.FreePort());
        var config = Path.Combine(folder, "config.yaml");
        File.WriteAllText(
            config,
            $$"""
            receivers: { otlp: { protocols: { grpc: { endpoint: "127.0.0.1:{{grpc}}" }, http: { endpoint: "127.0.0.1:{{http}}" } } } }
            exporters:
              file/traces: { path: "{{folder}}/traces.json", flush_interval: 100ms }
              file/metrics: { path: "{{folder}}/metrics.json", flush_interval: 100ms }
              file/logs: { path: "{{folder}}/logs.json", flush_interval: 100ms }
            service:
              telemetry: { metrics: { level: none } }
              pipelines:
                traces: { receivers: [otlp], exporters: [file/traces] }
                metrics: { receivers: [otlp], exporters: [file/metrics] }
                logs: { receivers: [otlp], exporters: [file/logs] }
            """);
        return new OtelCollector(folder, LeashedProcess.Start(Program, ["--config", config]), grpc, http);
    }

    /// <summary>What came so far: <c>traces</c>, <c>metrics</c> or <c>logs</c>, as OTLP in JSON.</summary>
    public async Task<string> ReadAsync(string kind, CancellationToken cancellationToken)
    {
        var file = Path.Combine(_folder, $"{kind}.json");
        return File.Exists(file) ? await File.ReadAllTextAsync(file, cancellationToken) : "";
    }

    /// <summary>Waits until what came of a kind is as wanted; a minute at most.</summary>
    /// <returns>All that came.</returns>
    /// <exception cref="TimeoutException">It did not; the text has what came.</exception>
    public async Task<string> WaitForAsync(string kind, Func<string, bool> isSo, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(s_bound);
        while (true)
        {
            var received = await ReadAsync(kind, cancellationToken);
            if (isSo(received))
            {
                return received;
            }

            if (timeout.IsCancellationRequested || _process.HasExited)
            {
                throw new TimeoutException($"{Program} has not received it.\n{Output}\n{received}");
            }

            await Task.Delay(s_pause, cancellationToken);
        }
    }

    /// <summary>The spans of a trace that came so far.</summary>
    public async Task<IReadOnlyList<CollectedSpan>> SpansOfAsync(string traceId, CancellationToken cancellationToken) => Spans(await ReadAsync("traces", cancellationToken), traceId);

    /// <summary>Waits until the spans of a trace are as wanted.</summary>
    public async Task<IReadOnlyList<CollectedSpan>> WaitForSpansAsync(string traceId, Func<IReadOnlyList<CollectedSpan>, bool> isSo, CancellationToken cancellationToken) =>
        Spans(await WaitForAsync("traces", received => isSo(Spans(received, traceId)), cancellationToken), traceId);

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // A line that is being written has no end yet.
    private static List<CollectedSpan> Spans(string received, string traceId) =>
    [
        .. received.Split('\n').SkipLast(1).Where(line => line.Contains(traceId, StringComparison.Ordinal))
            .SelectMany(line => JsonNode.Parse(line)!["resourceSpans"]!.AsArray())
            .SelectMany(resource => (resource!["scopeSpans"]?.AsArray() ?? []).SelectMany(scope => scope!["spans"]!.AsArray()).Select(span => CollectedSpan.Read(resource["resource"]!, span!)))
            .Where(span => span.TraceId == traceId),
    ];
}
