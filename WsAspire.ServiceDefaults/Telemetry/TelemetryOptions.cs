using System.ComponentModel.DataAnnotations;

namespace WsAspire.ServiceDefaults.Telemetry;

/// <summary>The section <c>Telemetry</c>. Where it goes is said by the names of OpenTelemetry and Elastic.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Telemetry";

    /// <summary>How many traces that begin here are recorded in a second; of what is beyond there are metrics and lines of the log, but no spans. A trace that others recorded is recorded here too.
    /// 1,000 by default; 0 to 1,000,000, where 0 records all. <c>OTEL_TRACES_SAMPLER</c> takes its place.</summary>
    [Range(0, 1_000_000)]
    public int MaxTracesPerSecond { get; set; } = 1000;
}
