using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>Which question a health check answers.</summary>
internal static class HealthTags
{
    public const string Live = "live";
    public const string Ready = "ready";

    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(1);

    /// <summary>Makes a check a state of its own: at worst degraded, bounded in time, no part of liveness or readiness.</summary>
    public static void KeepApart(this HealthCheckServiceOptions options, string name)
    {
        foreach (var check in options.Registrations.Where(check => check.Name == name))
        {
            var bounded = new BoundedHealthCheck(check.Factory, s_bound);
            check.FailureStatus = HealthStatus.Degraded;
            check.Factory = bounded.In;
        }
    }
}
