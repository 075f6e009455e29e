namespace Aspire.Dashboard.Storage;

/// <summary>Another span that has to do with a span.</summary>
/// <param name="TraceId">Its trace.</param>
/// <param name="SpanId">Its id.</param>
internal sealed record SpanLink(UInt128 TraceId, ulong SpanId);
