using System.ComponentModel.DataAnnotations;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>The section <c>Health</c>.</summary>
public sealed class HealthOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Health";

    /// <summary>How often all checks run by themselves, for the metric, the log of changes and those who watch by gRPC, 1 s to 1 h. 2 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Period { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the service waits for its warm-ups before it is ready without them, 1 s to 1 h. 30 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan WarmUpTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
