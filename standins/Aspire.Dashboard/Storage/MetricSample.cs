namespace Aspire.Dashboard.Storage;

/// <summary>A value of a metric as it came.</summary>
/// <param name="Id">Its series.</param>
/// <param name="Kind">What it means.</param>
/// <param name="Unit">Its unit, such as <c>s</c> or <c>{request}</c>.</param>
/// <param name="Description">What it measures.</param>
/// <param name="IsDelta">Whether it counts since the last point, and not since the beginning.</param>
/// <param name="Point">The value.</param>
internal sealed record MetricSample(MetricId Id, MetricKind Kind, string Unit, string Description, bool IsDelta, MetricPoint Point);
