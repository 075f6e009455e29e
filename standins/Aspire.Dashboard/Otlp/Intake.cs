using Aspire.Dashboard.Storage;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace Aspire.Dashboard.Otlp;

/// <summary>Takes telemetry in, whichever way it came.</summary>
internal sealed class Intake(Telemetry telemetry)
{
    private readonly ResourceReader _resources = new();

    /// <summary>Keeps spans.</summary>
    public ExportTraceServiceResponse Take(ExportTraceServiceRequest request)
    {
        telemetry.Traces.Add(new SpanReader(_resources).Read(request, out var rejected));
        return rejected == 0 ? new() : new()
        {
            PartialSuccess = new() { RejectedSpans = rejected, ErrorMessage = "trace_id has to have 16 bytes and span_id 8, not all of them 0" },
        };
    }

    /// <summary>Keeps log records.</summary>
    public ExportLogsServiceResponse Take(ExportLogsServiceRequest request)
    {
        telemetry.Logs.Add(new LogReader(_resources).Read(request));
        return new();
    }

    /// <summary>Keeps the values of metrics.</summary>
    public ExportMetricsServiceResponse Take(ExportMetricsServiceRequest request)
    {
        telemetry.Metrics.Add(new MetricReader(_resources).Read(request));
        return new();
    }
}
