using Aspire.Dashboard.Storage;
using Google.Protobuf.Collections;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;

namespace Aspire.Dashboard.Otlp;

/// <summary>Reads the values of metrics.</summary>
internal sealed class MetricReader(ResourceReader resources)
{
    private const int LongestAttributes = 1_024;

    /// <summary>The values of a request.</summary>
    public List<MetricSample> Read(ExportMetricsServiceRequest request)
    {
        List<MetricSample> read = [];
        foreach (var ofResource in request.ResourceMetrics)
        {
            var resource = resources.Read(ofResource.Resource);
            read.AddRange(ofResource.ScopeMetrics.SelectMany(scope => scope.Metrics).SelectMany(metric => Read(metric, resource)));
        }

        return read;
    }

    private static IEnumerable<MetricSample> Read(Metric metric, TelemetryResource resource)
    {
        return metric.DataCase switch
        {
            Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Select(point => Sample(MetricKind.Gauge, false, point.Attributes, Number(point))),
            Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(point =>
                Sample(metric.Sum.IsMonotonic ? MetricKind.Counter : MetricKind.Gauge, IsDelta(metric.Sum.AggregationTemporality), point.Attributes, Number(point))),
            Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(point => Sample(
                MetricKind.Histogram, IsDelta(metric.Histogram.AggregationTemporality), point.Attributes,
                new(IdReader.Time(point.TimeUnixNano), point.Sum, point.Count, Percentile.Of(point, 0.95)))),
            Metric.DataOneofCase.ExponentialHistogram => metric.ExponentialHistogram.DataPoints.Select(point => Sample(
                MetricKind.Histogram, IsDelta(metric.ExponentialHistogram.AggregationTemporality), point.Attributes,
                new(IdReader.Time(point.TimeUnixNano), point.Sum, point.Count))),
            Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Select(point =>
                Sample(MetricKind.Histogram, false, point.Attributes, new(IdReader.Time(point.TimeUnixNano), point.Sum, point.Count))),
            _ => [],
        };

        MetricSample Sample(MetricKind kind, bool isDelta, RepeatedField<KeyValue> attributes, MetricPoint point) => new(
            new(resource.Name, resource.Instance, AttributeReader.Name(metric.Name), Text(attributes)),
            kind, AttributeReader.Name(metric.Unit), AttributeReader.Name(metric.Description), isDelta, point);
    }

    private static MetricPoint Number(NumberDataPoint point) =>
        new(IdReader.Time(point.TimeUnixNano), point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble);

    private static bool IsDelta(AggregationTemporality temporality) => temporality == AggregationTemporality.Delta;

    private static string Text(RepeatedField<KeyValue> attributes) => Limits.Cut(
        string.Join(", ", AttributeReader.Read(attributes).OrderBy(item => item.Key, StringComparer.Ordinal).Select(item => $"{item.Key}={item.Value}")), LongestAttributes);
}
