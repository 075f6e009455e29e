namespace Aspire.Dashboard.Storage;

/// <summary>What the value of a metric means.</summary>
internal enum MetricKind
{
    /// <summary>It goes up and down.</summary>
    Gauge,

    /// <summary>It only grows; how fast is what people look at.</summary>
    Counter,

    /// <summary>It counts values, and knows their sum.</summary>
    Histogram,
}
