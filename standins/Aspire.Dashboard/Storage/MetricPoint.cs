namespace Aspire.Dashboard.Storage;

/// <summary>The value of a metric at a time.</summary>
/// <param name="Time">When, in nanoseconds since 1970.</param>
/// <param name="Value">The value; of a histogram the sum.</param>
/// <param name="Count">Of a histogram how many values; else 0.</param>
/// <param name="P95">Of a histogram with ranges, up to where 95 of 100 values lie; else null.</param>
internal readonly record struct MetricPoint(long Time, double Value, double Count = 0, double? P95 = null);
