namespace Aspire.Dashboard.Apis;

/// <summary>What part a resource has in a trace.</summary>
/// <param name="Name">The resource.</param>
/// <param name="Spans">How many spans are its own.</param>
/// <param name="Errors">How many of these failed.</param>
internal sealed record TraceShare(string Name, int Spans, int Errors);
