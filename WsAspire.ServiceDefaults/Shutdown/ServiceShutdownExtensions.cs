using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using WsAspire.ServiceDefaults.Health;

namespace WsAspire.ServiceDefaults.Shutdown;

/// <summary>Registers how a service ends.</summary>
internal static class ServiceShutdownExtensions
{
    /// <summary>Adds the end of a service. After the server and health are registered.</summary>
    public static void AddServiceShutdown(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.AddConfigurationSection<ShutdownOptions>(ShutdownOptions.SectionName);
        services.AddSingleton<ShutdownTimes>();
        services.AddSingleton<Drain>();
        services.AddHostedService<DrainService>();
        services.AddHealthChecks().AddCheck<DrainHealthCheck>("shutdown", tags: [HealthTags.Ready]);
        services.AddOptions<HostOptions>().Configure<ShutdownTimes>((host, times) => host.ShutdownTimeout = times.Whole);
        if (services.LastOrDefault(service => service.ServiceType == typeof(IServer)) is { } server)
        {
            services.AddSingleton<IServer>(provider => ActivatorUtilities.CreateInstance<DrainingServer>(provider, Create(server, provider)));
        }

        // Windows ends a process when the handler of its signal returns; the console's lifetime knows. Any other that was chosen stays.
        var lifetime = services.LastOrDefault(service => service.ServiceType == typeof(IHostLifetime));
        if (!OperatingSystem.IsWindows() && lifetime?.ImplementationType == typeof(ConsoleLifetime))
        {
            services.AddSingleton<IHostLifetime, SignalLifetime>();
        }
    }

    /// <summary>Makes connections end while the service is about to.</summary>
    public static void MapServiceShutdown(this WebApplication app) => app.UseMiddleware<DrainMiddleware>();

    private static IServer Create(ServiceDescriptor server, IServiceProvider services) => (IServer)(server.ImplementationFactory is { } factory
        ? factory(services)
        : server.ImplementationInstance ?? ActivatorUtilities.CreateInstance(services, server.ImplementationType!));
}
