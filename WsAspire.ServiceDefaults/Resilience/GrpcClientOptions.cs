using System.ComponentModel.DataAnnotations;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>The section <c>GrpcClient</c>: how calls to other services are bounded.</summary>
public sealed class GrpcClientOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "GrpcClient";

    /// <summary>Time that a unary call may take where no deadline is given, 1 ms to 1 h. 5 s by default. Inside a call or request its own deadline counts if it is nearer.</summary>
    [Reloadable]
    [Range(typeof(TimeSpan), "00:00:00.001", "01:00:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time that a connection may take to be made, 1 ms to 1 min. 2 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "00:01:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Silence after which a connection with calls on it is asked whether it lives, 1 s to 1 h. 10 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAliveDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time for the answer to that, 1 s to 1 min; then the connection is closed. 5 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Age at which a connection is replaced, so that changed addresses are found, 1 s to 1 d. 5 min by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ConnectionLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How reads are repeated.</summary>
    public RetryOptions Retry { get; set; } = new();

    /// <summary>When a method that fails is left alone for a while.</summary>
    public CircuitBreakerOptions CircuitBreaker { get; set; } = new();
}
