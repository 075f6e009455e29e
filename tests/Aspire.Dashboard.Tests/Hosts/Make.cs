using System.Buffers.Binary;
using Aspire.Dashboard.Storage;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Logs.V1;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Trace.V1;
using Wire = OpenTelemetry.Proto.Logs.V1;

namespace Aspire.Dashboard.Tests.Hosts;

/// <summary>Makes telemetry, as it is sent and as it is kept. Times are milliseconds after a moment.</summary>
internal static class Make
{
    private const ulong Moment = 1_795_708_800_000;
    private static readonly TelemetryResource s_resource = new("ws-order", "1", []);

    public static ByteString Id(UInt128 id)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, id);
        return ByteString.CopyFrom(bytes);
    }

    public static ByteString Id(ulong id)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return ByteString.CopyFrom(bytes);
    }

    public static KeyValue Attribute(string key, string value) => new() { Key = key, Value = new() { StringValue = value } };

    public static Span Span(UInt128 trace, ulong id, ulong parent = 0, string name = "work", double start = 0, double took = 10, bool failed = false, params KeyValue[] attributes) => new()
    {
        TraceId = Id(trace),
        SpanId = Id(id),
        ParentSpanId = parent == 0 ? ByteString.Empty : Id(parent),
        Name = name,
        Kind = OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind.Server,
        StartTimeUnixNano = Nanoseconds(start),
        EndTimeUnixNano = Nanoseconds(start + took),
        Status = failed ? new() { Code = Status.Types.StatusCode.Error, Message = "it broke" } : null,
        Attributes = { attributes },
    };

    /// <summary>A span that nobody asked for.</summary>
    public static Span Work(UInt128 trace, ulong id, ulong parent = 0, string name = "work", double start = 0, double took = 10, bool failed = false, params KeyValue[] attributes)
    {
        var span = Span(trace, id, parent, name, start, took, failed, attributes);
        span.Kind = OpenTelemetry.Proto.Trace.V1.Span.Types.SpanKind.Client;
        return span;
    }

    public static ResourceSpans From(string service, params Span[] spans) => new()
    {
        Resource = new() { Attributes = { Attribute("service.name", service), Attribute("service.instance.id", "1") } },
        ScopeSpans = { new ScopeSpans { Scope = new() { Name = "tests" }, Spans = { spans } } },
    };

    public static ExportTraceServiceRequest Traces(params ResourceSpans[] spans) => new() { ResourceSpans = { spans } };

    public static Wire.LogRecord Log(string message, int severity = 9, UInt128 trace = default, ulong span = 0, double at = 0, params KeyValue[] attributes) => new()
    {
        TimeUnixNano = Nanoseconds(at),
        SeverityNumber = severity,
        Body = new() { StringValue = message },
        TraceId = trace == 0 ? ByteString.Empty : Id(trace),
        SpanId = span == 0 ? ByteString.Empty : Id(span),
        Attributes = { attributes },
    };

    public static ExportLogsServiceRequest Logs(string service, params Wire.LogRecord[] logs) => new()
    {
        ResourceLogs =
        {
            new Wire.ResourceLogs
            {
                Resource = new() { Attributes = { Attribute("service.name", service) } },
                ScopeLogs = { new Wire.ScopeLogs { Scope = new() { Name = "Orders" }, LogRecords = { logs } } },
            },
        },
    };

    public static SpanRecord Kept(UInt128 trace, ulong id, string text = "") => new()
    {
        TraceId = trace,
        SpanId = id,
        ParentId = 0,
        Resource = s_resource,
        Scope = "",
        Name = "work",
        Kind = "server",
        Start = 0,
        Duration = 1,
        IsError = false,
        Message = text,
        Attributes = [],
        Events = [],
        Links = [],
    };

    public static LogRecord KeptLog(string message) => new()
    {
        Time = 0,
        Severity = LogSeverity.Information,
        Category = "",
        Message = message,
        TraceId = 0,
        SpanId = 0,
        Resource = s_resource,
        Attributes = [],
    };

    private static ulong Nanoseconds(double milliseconds) => (Moment * 1_000_000) + (ulong)(milliseconds * 1e6);
}
