using Aspire.Dashboard.Storage;

namespace Aspire.Dashboard.Apis;

/// <summary>A series of a metric.</summary>
/// <param name="Resource">Who sent it.</param>
/// <param name="Instance">Which process of it.</param>
/// <param name="Name">The instrument.</param>
/// <param name="Attributes">Its attributes as one text.</param>
/// <param name="Kind">What its value means: Gauge, Counter or Histogram.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Description">What it measures.</param>
/// <param name="P95">Of a histogram, up to where 95 of 100 values lie; else null.</param>
/// <param name="Points">What is remembered, oldest first: milliseconds since 1970, value (of a histogram the sum), count.</param>
internal sealed record MetricItem(
    string Resource,
    string Instance,
    string Name,
    string Attributes,
    string Kind,
    string Unit,
    string Description,
    double? P95,
    IReadOnlyList<double[]> Points)
{
    /// <summary>The item of a series.</summary>
    public static MetricItem Of(MetricSeries series) => new(
        series.Id.Resource,
        series.Id.Instance,
        series.Id.Name,
        series.Id.Attributes,
        series.Kind.ToString(),
        series.Unit,
        series.Description,
        series.Last.P95,
        [.. series.Points().Select(point => (double[])[Milliseconds.Of(point.Time), point.Value, point.Count])]);
}
