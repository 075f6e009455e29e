using System.ComponentModel.DataAnnotations;

namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>The section <c>GrpcClient:Retry</c>: how a read is repeated that another service answered with UNAVAILABLE, or that did not reach it.</summary>
/// <remarks>A read is a method that its proto marks with <c>idempotency_level = NO_SIDE_EFFECTS</c>. Nothing else is ever repeated. All attempts share the deadline of the call.</remarks>
public sealed class RetryOptions
{
    /// <summary>Attempts in all, 1 to 5; 1 switches retries off. 3 by default.</summary>
    [Range(1, 5)]
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The most that passes before the second attempt, 1 ms to 1 min; the time is drawn between 0 and it. 50 ms by default. What the server asks for (<c>grpc-retry-pushback-ms</c>) beats it.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan InitialBackoff { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>The most that passes before any attempt, 1 ms to 1 min. 500 ms by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan MaxBackoff { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>By what the time grows with each attempt, 1 to 10. 2 by default.</summary>
    [Range(1.0, 10.0)]
    public double BackoffMultiplier { get; set; } = 2;

    /// <summary>How many failures a client may have in hand, 1 to 1,000: each failure takes one, and below half of them nothing is repeated. 10 by default, so an outage is met with about five retries in all.</summary>
    [Range(1, 1000)]
    public int MaxTokens { get; set; } = 10;

    /// <summary>What a success gives back, 0.001 to 1. 0.1 by default: in the long run one retry for ten successes.</summary>
    [Range(0.001, 1.0)]
    public double TokenRatio { get; set; } = 0.1;
}
