using System.ComponentModel.DataAnnotations;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>The section <c>GrpcClient:CircuitBreaker</c>: when a method of another service that fails is not called for a while. Changes apply at once.</summary>
/// <remarks>A failure is UNAVAILABLE after all retries, or DEADLINE_EXCEEDED. Each method of each service has a circuit of its own; streams have none.</remarks>
[Reloadable]
public sealed class CircuitBreakerOptions
{
    /// <summary>Whether circuits open at all. True by default.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Share of failed calls at which a circuit opens, 0.01 to 1. 0.5 by default.</summary>
    [Range(0.01, 1.0)]
    public double FailureRatio { get; set; } = 0.5;

    /// <summary>Calls within the sampling time below which it stays closed, 2 to 10,000. 20 by default.</summary>
    [Range(2, 10_000)]
    public int MinimumThroughput { get; set; } = 20;

    /// <summary>Time over which calls are counted, 1 s to 10 min. 10 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SamplingDuration { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time that an open circuit lets nothing through, 10 ms to 10 min. 2 s by default; then one call tries, and its outcome decides.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "00:10:00")]
    public TimeSpan BreakDuration { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Time that a call must have had for its DEADLINE_EXCEEDED to count, 0 to 1 h. 1 s by default: callers in a hurry must not close the way for others.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MinimumTimeout { get; set; } = TimeSpan.FromSeconds(1);
}
