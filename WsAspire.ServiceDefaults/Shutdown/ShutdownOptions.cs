using System.ComponentModel.DataAnnotations;

namespace WsAspire.ServiceDefaults.Shutdown;

/// <summary>The section <c>Shutdown</c>: how a service ends on SIGTERM or Ctrl+C.</summary>
public sealed class ShutdownOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Shutdown";

    /// <summary>Time for which a service that is told to stop says that it is not ready and still serves, so that whoever routes to it goes elsewhere; 0 to 10 min. 5 s by default, 0 in development.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan? Delay { get; set; }

    /// <summary>Time that calls in flight have after that, 0 to 1 h; then they are cut. 20 s by default, 5 s in development. With the delay it stays below the 30 s that Kubernetes gives a pod.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan? DrainTimeout { get; set; }
}
