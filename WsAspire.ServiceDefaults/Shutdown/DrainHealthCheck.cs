using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WsAspire.ServiceDefaults.Shutdown;

/// <summary>Not ready as soon as the service is told to stop.</summary>
internal sealed class DrainHealthCheck(Drain drain) : IHealthCheck
{
    private static readonly Task<HealthCheckResult> s_healthy = Task.FromResult(HealthCheckResult.Healthy());

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        drain.HasBegun ? Task.FromResult(HealthCheckResult.Unhealthy("The service is about to end.")) : s_healthy;
}
