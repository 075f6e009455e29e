using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Apis;

/// <summary>A span.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Parent">The span that it is part of; empty for none.</param>
/// <param name="Resource">Who sent it.</param>
/// <param name="Instance">Which process of it.</param>
/// <param name="Scope">The library that made it.</param>
/// <param name="Name">What was done.</param>
/// <param name="Kind">What part in a call it has.</param>
/// <param name="OffsetMs">When it began, in milliseconds after the trace.</param>
/// <param name="DurationMs">How long it took.</param>
/// <param name="IsError">Whether it failed.</param>
/// <param name="Message">Why.</param>
/// <param name="Attributes">What there is to know of it.</param>
/// <param name="Events">What happened meanwhile.</param>
/// <param name="Links">Other spans that have to do with it, as <c>trace/span</c>.</param>
internal sealed record SpanItem(
    string Id,
    string Parent,
    string Resource,
    string Instance,
    string Scope,
    string Name,
    string Kind,
    double OffsetMs,
    double DurationMs,
    bool IsError,
    string Message,
    IReadOnlyList<KeyValuePair<string, string>> Attributes,
    IReadOnlyList<EventItem> Events,
    IReadOnlyList<string> Links)
{
    /// <summary>The item of a span.</summary>
    /// <param name="span">The span.</param>
    /// <param name="start">When its trace began, in nanoseconds since 1970.</param>
    public static SpanItem Of(SpanRecord span, long start) => new(
        Ids.Text(span.SpanId),
        Ids.Text(span.ParentId),
        span.Resource.Name,
        span.Resource.Instance,
        span.Scope,
        span.Name,
        span.Kind,
        Milliseconds.Of(span.Start - start),
        Milliseconds.Of(span.Duration),
        span.IsError,
        span.Message,
        span.Attributes,
        [.. span.Events.Select(item => new EventItem(Milliseconds.Of(item.Time - start), item.Name, item.Attributes))],
        [.. span.Links.Select(link => $"{Ids.Text(link.TraceId)}/{Ids.Text(link.SpanId)}")]);
}
