namespace Aspire.Dashboard.Apis;

/// <summary>Something that happened while a span ran.</summary>
/// <param name="OffsetMs">When, in milliseconds after the begin of the trace.</param>
/// <param name="Name">What.</param>
/// <param name="Attributes">What there is to know of it.</param>
internal sealed record EventItem(double OffsetMs, string Name, IReadOnlyList<KeyValuePair<string, string>> Attributes);
