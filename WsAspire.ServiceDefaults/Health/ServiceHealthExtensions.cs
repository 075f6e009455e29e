using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>Health over gRPC and HTTP, in every environment.</summary>
internal static class ServiceHealthExtensions
{
    public static void AddServiceHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [HealthTags.Live, HealthTags.Ready]);
        builder.Services.AddGrpcHealthChecks(health =>
        {
            health.Services.Map("", context => context.Tags.Contains(HealthTags.Ready));
            health.Services.Map("liveness", context => context.Tags.Contains(HealthTags.Live));
            health.Services.Map("readiness", context => context.Tags.Contains(HealthTags.Ready));
        });
    }

    public static void MapServiceHealth(this WebApplication app)
    {
        app.MapGrpcHealthChecksService();
        app.MapHealthChecks("/alive", new HealthCheckOptions { Predicate = check => check.Tags.Contains(HealthTags.Live) });
        app.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(HealthTags.Ready) });
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = HealthReportWriter.WriteAsync });
    }
}
