using Microsoft.AspNetCore.Builder;
using WsAspire.ServiceDefaults.Branching;
using WsAspire.ServiceDefaults.Health;
using WsAspire.ServiceDefaults.Shutdown;

namespace Microsoft.Extensions.Hosting;

/// <summary>The frame of a program that passes requests on: what a service has, without all that answers requests itself.</summary>
public static class ProxyDefaultsExtensions
{
    /// <summary>Adds configuration, telemetry, the admin port, limits, the section <c>Branching</c>, one cleartext port for HTTP/1.1 and HTTP/2, and the end in order. Registers with no control plane.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">Gives the configuration and takes the services. Call this first.</param>
    /// <exception cref="InvalidDataException">config/conf.yaml is malformed; the text holds line and column.</exception>
    public static TBuilder AddProxyDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddProgramDefaults();
        builder.AddConfigurationSection<BranchingOptions>(BranchingOptions.SectionName);
        builder.AddServiceShutdown();
        return builder;
    }

    /// <summary>Checks the configuration, and answers one path: 200 while the program is ready, 503 from when it is told to stop. Call this before what passes requests on.</summary>
    /// <param name="app">The application.</param>
    /// <param name="probe">The path, such as <c>/gateway/healthz</c>; no other is answered.</param>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The configuration is wrong; all faults are named.</exception>
    public static WebApplication MapProxyDefaults(this WebApplication app, string probe)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(probe);

        app.CheckServiceConfiguration();
        app.MapServiceShutdown();
        app.MapServiceProbe(probe);
        return app;
    }
}
