using Aspire.Dashboard.Storage;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Trace.V1;

namespace Aspire.Dashboard.Otlp;

/// <summary>Reads spans.</summary>
internal sealed class SpanReader(ResourceReader resources)
{
    /// <summary>The spans of a request that have ids.</summary>
    /// <param name="request">What came.</param>
    /// <param name="rejected">How many have none.</param>
    public List<SpanRecord> Read(ExportTraceServiceRequest request, out int rejected)
    {
        List<SpanRecord> read = [];
        rejected = 0;
        foreach (var ofResource in request.ResourceSpans)
        {
            var resource = resources.Read(ofResource.Resource);
            foreach (var ofScope in ofResource.ScopeSpans)
            {
                var scope = AttributeReader.Name(ofScope.Scope?.Name ?? "");
                foreach (var span in ofScope.Spans)
                {
                    var (trace, id) = (IdReader.Trace(span.TraceId), IdReader.Span(span.SpanId));
                    if (trace == 0 || id == 0)
                    {
                        rejected++;
                    }
                    else
                    {
                        read.Add(Read(span, trace, id, resource, scope));
                    }
                }
            }
        }

        return read;
    }

    private static SpanRecord Read(Span span, UInt128 trace, ulong id, TelemetryResource resource, string scope)
    {
        var start = IdReader.Time(span.StartTimeUnixNano);
        return new()
        {
            TraceId = trace,
            SpanId = id,
            ParentId = IdReader.Span(span.ParentSpanId),
            Resource = resource,
            Scope = scope,
            Name = AttributeReader.Name(span.Name),
            Kind = span.Kind switch
            {
                Span.Types.SpanKind.Server => "server",
                Span.Types.SpanKind.Client => "client",
                Span.Types.SpanKind.Producer => "producer",
                Span.Types.SpanKind.Consumer => "consumer",
                _ => "internal",
            },
            Start = start,
            Duration = Math.Max(0, IdReader.Time(span.EndTimeUnixNano) - start),
            IsError = span.Status?.Code == Status.Types.StatusCode.Error,
            Message = Limits.Cut(span.Status?.Message ?? "", Limits.Text),
            Attributes = AttributeReader.Read(span.Attributes),
            Events = [.. span.Events.Take(Limits.Events).Select(item =>
                new SpanEvent(IdReader.Time(item.TimeUnixNano), AttributeReader.Name(item.Name), AttributeReader.Read(item.Attributes)))],
            Links = [.. span.Links.Take(Limits.Events).Select(link => new SpanLink(IdReader.Trace(link.TraceId), IdReader.Span(link.SpanId)))],
        };
    }
}
