namespace Aspire.Dashboard.Storage;

/// <summary>Which traces are wanted; what is null does not matter.</summary>
/// <param name="Resource">A resource that takes part.</param>
/// <param name="Text">What stands in the name, the resource or the value of an attribute of one of its spans, or begins its id.</param>
/// <param name="Branch">A branch that served or was asked for in one of its spans.</param>
/// <param name="Errors">Whether only those with a span that failed are wanted.</param>
/// <param name="Requests">Whether only those that somebody asked for are wanted: with a span of kind server or consumer.</param>
/// <param name="Least">The shortest duration, in nanoseconds.</param>
internal sealed record TraceFilter(string? Resource = null, string? Text = null, string? Branch = null, bool Errors = false, bool Requests = false, long Least = 0)
{
    /// <summary>Whether a trace is wanted.</summary>
    public bool Takes(TraceRecord trace) => (!Errors || trace.Errors > 0) && trace.End - trace.Start >= Least
        && (!Requests || trace.Spans.Any(span => span.Kind is "server" or "consumer"))
        && (Resource is null || trace.Spans.Any(span => span.Resource.Name == Resource))
        && (Branch is null || trace.Spans.Any(span => BranchAttributes.Name(span.Attributes, Branch) || BranchAttributes.Name(span.Resource.Attributes, Branch)))
        && (Text is null || Ids.Text(trace.Id).StartsWith(Text, StringComparison.OrdinalIgnoreCase) || trace.Spans.Any(span => span.Contains(Text)));
}
