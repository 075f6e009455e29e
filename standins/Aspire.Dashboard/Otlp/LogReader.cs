using Aspire.Dashboard.Storage;
using OpenTelemetry.Proto.Collector.Logs.V1;
using Wire = OpenTelemetry.Proto.Logs.V1.LogRecord;

namespace Aspire.Dashboard.Otlp;

/// <summary>Reads log records.</summary>
internal sealed class LogReader(ResourceReader resources)
{
    /// <summary>The records of a request.</summary>
    public List<LogRecord> Read(ExportLogsServiceRequest request)
    {
        List<LogRecord> read = [];
        foreach (var ofResource in request.ResourceLogs)
        {
            var resource = resources.Read(ofResource.Resource);
            foreach (var ofScope in ofResource.ScopeLogs)
            {
                var category = AttributeReader.Name(ofScope.Scope?.Name ?? "");
                read.AddRange(ofScope.LogRecords.Select(record => Read(record, resource, category)));
            }
        }

        return read;
    }

    private static LogRecord Read(Wire record, TelemetryResource resource, string category) => new()
    {
        Time = IdReader.Time(record.TimeUnixNano != 0 ? record.TimeUnixNano : record.ObservedTimeUnixNano),
        Severity = SeverityOf(record.SeverityNumber),
        Category = category,
        Message = ValueText.Of(record.Body),
        TraceId = IdReader.Trace(record.TraceId),
        SpanId = IdReader.Span(record.SpanId),
        Resource = resource,
        Attributes = AttributeReader.Read(record.Attributes),
    };

    // Four numbers for each severity, from 1 on.
    private static LogSeverity SeverityOf(int number) => number is < 1 or > 24 ? LogSeverity.Unspecified : (LogSeverity)((number + 3) / 4);
}
