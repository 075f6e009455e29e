using OpenTelemetry.Proto.Metrics.V1;

namespace Aspire.Dashboard.Otlp;

/// <summary>Where in the ranges of a histogram a share of the values lies.</summary>
internal static class Percentile
{
    /// <summary>The upper bound of the range that the value of that rank is in; the last bound for those above all, null where there are no values or no ranges.</summary>
    public static double? Of(HistogramDataPoint point, double share)
    {
        var (counts, bounds) = (point.BucketCounts, point.ExplicitBounds);
        var rank = share * point.Count;
        double seen = 0;
        for (var i = 0; i < counts.Count && i < bounds.Count; i++)
        {
            seen += counts[i];
            if (seen >= rank && seen > 0)
            {
                return bounds[i];
            }
        }

        return point.Count > 0 && bounds.Count > 0 ? bounds[^1] : null;
    }
}
