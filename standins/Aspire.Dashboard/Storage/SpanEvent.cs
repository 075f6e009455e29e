namespace Aspire.Dashboard.Storage;

/// <summary>Something that happened while a span ran.</summary>
/// <param name="Time">When, in nanoseconds since 1970.</param>
/// <param name="Name">What.</param>
/// <param name="Attributes">What there is to know of it.</param>
internal sealed record SpanEvent(long Time, string Name, KeyValuePair<string, string>[] Attributes);
