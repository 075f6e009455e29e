using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>Which question a health check answers.</summary>
internal static class HealthTags
{
    public const string Live = "live";
    public const string Ready = "ready";
    public const string Startup = "startup";

    /// <summary>Key in a check's data whose text may be shown to everyone.</summary>
    public const string Reason = "reason";

    /// <summary>Makes a check a state of its own: at worst degraded, bounded in time, no part of liveness or readiness.</summary>
    public static void KeepApart(this HealthCheckServiceOptions options, string name)
    {
        foreach (var check in options.Registrations.Where(check => check.Name == name))
        {
            check.FailureStatus = HealthStatus.Degraded;
            check.Factory = new BoundedHealthCheck(check.Factory).In;
        }
    }
}
