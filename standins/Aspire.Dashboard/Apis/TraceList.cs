namespace Aspire.Dashboard.Apis;

/// <summary>Traces, newest first.</summary>
/// <param name="Version">Another number after each change; asked with it again, the answer is 204 until there is one.</param>
/// <param name="Traces">How many traces are kept.</param>
/// <param name="Spans">How many spans are kept.</param>
/// <param name="Bytes">About how much memory they take.</param>
/// <param name="Items">Those that were asked for.</param>
internal sealed record TraceList(long Version, int Traces, int Spans, long Bytes, IReadOnlyList<TraceItem> Items);
