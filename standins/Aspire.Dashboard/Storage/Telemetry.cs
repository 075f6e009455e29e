namespace Aspire.Dashboard.Storage;

/// <summary>All telemetry that is kept.</summary>
internal sealed class Telemetry
{
    /// <summary>The traces.</summary>
    public TraceStore Traces { get; init; } = new();

    /// <summary>The log records.</summary>
    public LogStore Logs { get; init; } = new();

    /// <summary>The metrics.</summary>
    public MetricStore Metrics { get; init; } = new();
}
