using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>Health over gRPC and HTTP, in every environment.</summary>
internal static class ServiceHealthExtensions
{
    // Says each failure each time; HealthStates says the changes.
    private const string LibraryLog = "Microsoft.Extensions.Diagnostics.HealthChecks.DefaultHealthCheckService";

    private static readonly TimeSpan s_firstPublishing = TimeSpan.FromSeconds(1);

    public static void AddServiceHealth(this IHostApplicationBuilder builder)
    {
        builder.AddConfigurationSection<HealthOptions>(HealthOptions.SectionName);
        builder.Logging.AddFilter(LibraryLog, LogLevel.None);
        builder.Services.AddSingleton<WarmUps>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WarmUps>());
        builder.Services.AddSingleton<HealthStates>();
        builder.Services.AddSingleton<IHealthCheckPublisher>(services => services.GetRequiredService<HealthStates>());
        builder.Services.AddOptions<HealthCheckPublisherOptions>().Configure<IOptions<HealthOptions>>((publisher, health) =>
        {
            publisher.Delay = s_firstPublishing;
            publisher.Period = health.Value.Period;
        });
        builder.Services.AddHealthChecks()
            .AddCheck("self", () => HealthCheckResult.Healthy(), [HealthTags.Live, HealthTags.Ready])
            .AddCheck<WarmUps>("startup", tags: [HealthTags.Startup, HealthTags.Ready]);
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
        app.MapHealthChecks("/alive", Probe(HealthTags.Live));
        app.MapHealthChecks("/ready", Probe(HealthTags.Ready));
        app.MapHealthChecks("/startup", Probe(HealthTags.Startup));
        app.MapHealthChecks("/health", new HealthCheckOptions { ResponseWriter = HealthReportWriter.WriteDetailsAsync });
    }

    /// <summary>Answers whether the program is ready at one path, without routing, and nothing else.</summary>
    public static void MapServiceProbe(this WebApplication app, string path) =>
        app.MapWhen(context => context.Request.Path == path, probe => probe.UseMiddleware<HealthCheckMiddleware>(Options.Create(Probe(HealthTags.Ready))));

    // The library answers 503 where a check is unhealthy, and forbids to store the answer.
    private static HealthCheckOptions Probe(string tag) => new()
    {
        Predicate = check => check.Tags.Contains(tag),
        ResponseWriter = HealthReportWriter.WriteStateAsync,
    };
}
