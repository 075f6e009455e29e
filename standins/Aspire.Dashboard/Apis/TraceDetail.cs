using System.Globalization;
using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Apis;

/// <summary>A trace with all its spans and log records.</summary>
/// <param name="Version">Another text after each change; asked with it again, the answer is 204 until there is one.</param>
/// <param name="Id">Its id.</param>
/// <param name="StartMs">When it began, in milliseconds since 1970.</param>
/// <param name="DurationMs">From the begin of its first span to the end of its last.</param>
/// <param name="Dropped">How many spans more it had than are kept.</param>
/// <param name="Spans">Its spans, in the order in which they began.</param>
/// <param name="Logs">Its log records, oldest first.</param>
internal sealed record TraceDetail(
    string Version, string Id, double StartMs, double DurationMs, int Dropped, IReadOnlyList<SpanItem> Spans, IReadOnlyList<LogItem> Logs)
{
    /// <summary>What is another text after each change.</summary>
    public static string VersionOf(TraceRecord trace, IReadOnlyList<LogRecord> logs) =>
        string.Create(CultureInfo.InvariantCulture, $"{trace.Spans.Count}-{logs.Count}-{trace.Dropped}");

    /// <summary>The trace as it is now.</summary>
    public static TraceDetail Of(TraceRecord trace, IReadOnlyList<LogRecord> logs)
    {
        // The version first: a span that comes meanwhile is told the next time.
        var version = VersionOf(trace, logs);
        var (spans, start) = (trace.Spans, trace.Start);
        return new(
            version,
            Ids.Text(trace.Id),
            Milliseconds.Of(start),
            Milliseconds.Of(trace.End - start),
            trace.Dropped,
            [.. spans.OrderBy(span => span.Start).Select(span => SpanItem.Of(span, start))],
            [.. logs.Select(LogItem.Of)]);
    }
}
