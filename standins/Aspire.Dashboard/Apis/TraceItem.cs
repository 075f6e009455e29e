using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Apis;

/// <summary>A trace in a list.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What was asked for: a proxy that is asked first calls it only <c>ingress</c>, so the first name with a path counts, where there is one.</param>
/// <param name="Resource">Who sent the first span.</param>
/// <param name="StartMs">When it began, in milliseconds since 1970.</param>
/// <param name="DurationMs">From the begin of its first span to the end of its last.</param>
/// <param name="Spans">How many spans it has.</param>
/// <param name="Errors">How many of these failed.</param>
/// <param name="Resources">Who takes part.</param>
/// <param name="Branches">Which branches served or were asked for.</param>
internal sealed record TraceItem(
    string Id,
    string Name,
    string Resource,
    double StartMs,
    double DurationMs,
    int Spans,
    int Errors,
    IReadOnlyList<TraceShare> Resources,
    IReadOnlyList<string> Branches)
{
    private const int MostBranches = 10;

    /// <summary>The item of a trace.</summary>
    public static TraceItem Of(TraceRecord trace)
    {
        var spans = trace.Spans;
        var first = spans.MinBy(span => (span.ParentId != 0, span.Start))!;
        return new(
            Ids.Text(trace.Id),
            spans.Where(span => span.Kind == "server" && span.Name.Contains('/', StringComparison.Ordinal)).MinBy(span => span.Start)?.Name ?? first.Name,
            first.Resource.Name,
            Milliseconds.Of(trace.Start),
            Milliseconds.Of(trace.End - trace.Start),
            spans.Count,
            trace.Errors,
            [.. spans.GroupBy(span => span.Resource.Name).Select(group => new TraceShare(group.Key, group.Count(), group.Count(span => span.IsError)))],
            [.. spans.SelectMany(span => BranchAttributes.Of(span.Attributes)).Distinct().Take(MostBranches)]);
    }
}
