using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Apis;

/// <summary>A log record.</summary>
/// <param name="Number">Its number: the first one that came had 0.</param>
/// <param name="TimeMs">When it was written, in milliseconds since 1970.</param>
/// <param name="Level">How bad it is.</param>
/// <param name="Resource">Who sent it.</param>
/// <param name="Instance">Which process of it.</param>
/// <param name="Category">The logger's category.</param>
/// <param name="Message">What it says.</param>
/// <param name="TraceId">The trace that it belongs to; empty for none.</param>
/// <param name="SpanId">The span that it belongs to; empty for none.</param>
/// <param name="Attributes">What there is to know of it.</param>
internal sealed record LogItem(
    long Number,
    double TimeMs,
    string Level,
    string Resource,
    string Instance,
    string Category,
    string Message,
    string TraceId,
    string SpanId,
    IReadOnlyList<KeyValuePair<string, string>> Attributes)
{
    /// <summary>The item of a record.</summary>
    public static LogItem Of(LogRecord log) => new(
        log.Number,
        Milliseconds.Of(log.Time),
        log.Severity.ToString(),
        log.Resource.Name,
        log.Resource.Instance,
        log.Category,
        log.Message,
        log.TraceId == 0 ? "" : Ids.Text(log.TraceId),
        Ids.Text(log.SpanId),
        log.Attributes);
}
