using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Apis;

/// <summary>Traces, log records and metrics, as JSON.</summary>
internal static class TelemetryApi
{
    private const int MostItems = 1_000;
    private const int UsualItems = 200;
    private const double NanosecondsPerMillisecond = 1e6;

    /// <summary>Maps <c>/api/traces</c>, <c>/api/logs</c> and <c>/api/metrics</c>.</summary>
    public static void MapTelemetryApi(this IEndpointRouteBuilder routes, Telemetry telemetry)
    {
        routes.MapGet("/api/traces", (string? resource, string? text, string? branch, bool? errors, bool? requests, double? minMs, int? limit, long? version) =>
            version == telemetry.Traces.Version ? Results.NoContent() : Results.Ok(Traces(
                telemetry.Traces, new(Given(resource), Given(text), Given(branch), errors ?? false, requests ?? false, (long)((minMs ?? 0) * NanosecondsPerMillisecond)), limit)));
        routes.MapGet("/api/traces/{id}", (string id, string? version) => Ids.TryParse(id, out UInt128 trace) && telemetry.Traces.Find(trace) is { } found
            ? Trace(found, [.. telemetry.Logs.Search(new(TraceId: trace)).Take(MostItems).Reverse()], version)
            : Results.NotFound(new Refusal("There is no such trace, or not any more.")));
        routes.MapGet("/api/logs", (string? resource, string? level, string? text, string? trace, string? branch, int? limit, long? version) =>
            version == telemetry.Logs.Version ? Results.NoContent()
            : trace is { Length: > 0 } && !Ids.TryParse(trace, out UInt128 _) ? Results.BadRequest(new Refusal("A trace's id has 32 hexadecimal digits."))
            : !Enum.TryParse(level ?? nameof(LogSeverity.Unspecified), ignoreCase: true, out LogSeverity least) ? Results.BadRequest(new Refusal("There is no such level."))
            : Results.Ok(Logs(telemetry.Logs, new(Given(resource), least, Given(text), Ids.TryParse(trace, out UInt128 id) ? id : null, Given(branch)), limit)));
        routes.MapGet("/api/metrics", (string? resource, string? text, int? limit, long? version) => version == telemetry.Metrics.Version
            ? Results.NoContent() : Results.Ok(Metrics(telemetry.Metrics, Given(resource), Given(text), limit)));
    }

    // The version is read before the items: what comes meanwhile is told the next time.
    private static TraceList Traces(TraceStore traces, TraceFilter filter, int? limit) =>
        new(traces.Version, traces.Traces, traces.Spans, traces.Bytes, [.. traces.Search(filter).Take(Bound(limit)).Select(TraceItem.Of)]);

    private static IResult Trace(TraceRecord trace, List<LogRecord> logs, string? version) =>
        version == TraceDetail.VersionOf(trace, logs) ? Results.NoContent() : Results.Ok(TraceDetail.Of(trace, logs));

    private static LogList Logs(LogStore logs, LogFilter filter, int? limit) =>
        new(logs.Version, logs.Count, logs.Bytes, [.. logs.Search(filter).Take(Bound(limit)).Select(LogItem.Of)]);

    private static MetricList Metrics(MetricStore metrics, string? resource, string? text, int? limit) => new(metrics.Version, metrics.Count,
    [
        .. metrics.All().Where(series => (resource is null || series.Id.Resource == resource)
            && (text is null || Sizes.Contains(series.Id.Name, text) || Sizes.Contains(series.Id.Attributes, text))).Take(Bound(limit)).Select(MetricItem.Of),
    ]);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static int Bound(int? limit) => Math.Clamp(limit ?? UsualItems, 1, MostItems);
}
