namespace Aspire.Dashboard.Storage;

/// <summary>Which log records are wanted; what is null does not matter.</summary>
/// <param name="Resource">Who sent it.</param>
/// <param name="Least">The least severity.</param>
/// <param name="Text">What stands in the message, the category or the value of an attribute.</param>
/// <param name="TraceId">The trace that it belongs to.</param>
/// <param name="Branch">The branch that served or was asked for.</param>
internal sealed record LogFilter(string? Resource = null, LogSeverity Least = LogSeverity.Unspecified, string? Text = null, UInt128? TraceId = null, string? Branch = null)
{
    /// <summary>Whether a record is wanted.</summary>
    public bool Takes(LogRecord log) => log.Severity >= Least
        && (TraceId is null || log.TraceId == TraceId)
        && (Resource is null || log.Resource.Name == Resource)
        && (Branch is null || BranchAttributes.Name(log.Attributes, Branch) || BranchAttributes.Name(log.Resource.Attributes, Branch))
        && (Text is null || log.Contains(Text));
}
