using System.ComponentModel.DataAnnotations;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Deadlines;

/// <summary>The section <c>Deadline</c>: how long a request may take that comes as JSON or to a plain route. A caller over gRPC sets his own.</summary>
[Reloadable]
public sealed class DeadlineOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Deadline";

    /// <summary>The most that a caller gets by <c>Grpc-Timeout</c> or <c>X-Request-Timeout</c>, 1 ms to 1 day; a longer time is cut to it. 5 min by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan Max { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Time for a request that names none, 1 ms to 1 day; unary gRPC calls without a deadline too, streams never. Unset by default: it may take as long as it takes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan? Default { get; set; }
}
