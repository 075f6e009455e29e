using Elastic.Apm.NetCoreAll;
using Elastic.Apm.NetCoreAll.Export;
using Elastic.Apm.NetCoreAll.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Instrumentation.AspNetCore;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers Elastic APM.</summary>
public static class ServiceCollectionExtensions
{
    /// <summary>Sends traces, metrics and logs to the APM server that <c>ELASTIC_APM_SERVER_URL</c> names, <c>http://localhost:8200</c> where nothing does.</summary>
    /// <param name="services">The services of a host. What is measured is what the host measures by OpenTelemetry: a host without instrumentation sends its logs alone.</param>
    /// <returns>The same services.</returns>
    /// <remarks>The names of a service win that are said last: call it after the host's own <c>ConfigureResource</c>.</remarks>
    public static IServiceCollection AddAllElasticApm(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (services.Any(service => service.ServiceType == typeof(ApmSender)))
        {
            return services;
        }

        services.AddMetrics().TryAddSingleton(TimeProvider.System);
        services.AddSingleton(ApmSettings.Of).AddSingleton<ApmDrops>().AddSingleton<ApmConnection>().AddSingleton<ApmSender>();
        services.AddHostedService<ApmNotices>();
        services.AddOptions<AspNetCoreTraceInstrumentationOptions>().PostConfigure<ApmSettings>(IgnoredUrls.LeaveOut);

        services.AddOpenTelemetry().WithTracing().WithMetrics().WithLogging();
        services.ConfigureOpenTelemetryTracerProvider((provider, tracing) => provider.GetRequiredService<ApmSender>().AddTo(tracing));
        services.ConfigureOpenTelemetryMeterProvider((provider, metrics) => provider.GetRequiredService<ApmSender>().AddTo(metrics));
        services.ConfigureOpenTelemetryLoggerProvider((provider, logging) => provider.GetRequiredService<ApmSender>().AddTo(logging));
        return services;
    }
}
