using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WsAspire.ServiceDefaults.Admin;
using WsAspire.ServiceDefaults.Branching;
using WsAspire.ServiceDefaults.Deadlines;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Grpc;
using WsAspire.ServiceDefaults.Health;
using WsAspire.ServiceDefaults.Limits;
using WsAspire.ServiceDefaults.Logging;
using WsAspire.ServiceDefaults.OpenApi;
using WsAspire.ServiceDefaults.Ports;
using WsAspire.ServiceDefaults.Resilience;
using WsAspire.ServiceDefaults.Shutdown;
using WsAspire.ServiceDefaults.Telemetry;
using WsAspire.ServiceDefaults.Web;

namespace Microsoft.Extensions.Hosting;

/// <summary>The frame of a service: everything on by default.</summary>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds configuration, telemetry, health, gRPC with its JSON face, and one cleartext port for all of it.</summary>
    /// <typeparam name="TBuilder">The kind of builder.</typeparam>
    /// <param name="builder">Gives the configuration and takes the services. Call this first: what is registered later reads the configuration that it completes.</param>
    /// <exception cref="InvalidDataException">config/conf.yaml is malformed; the text holds line and column.</exception>
    /// <example>
    /// <code>
    /// var builder = WebApplication.CreateBuilder(args);
    /// builder.AddServiceDefaults();
    /// var app = builder.Build();
    /// app.MapGrpcService&lt;GreeterService&gt;();
    /// app.MapServiceDefaults();
    /// await app.RunAsync();
    /// </code>
    /// </example>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        ArgumentNullException.ThrowIfNull(builder);

        builder.AddProgramDefaults();
        builder.AddServiceDeadlines();
        builder.AddServiceErrors();
        builder.AddServiceGrpc();
        builder.AddServiceWeb();
        builder.AddServiceOpenApi();
        builder.Services.AddServiceNames();
        builder.AddServiceBranching();
        builder.AddServiceShutdown();
        return builder;
    }

    /// <summary>Adds what every program of the frame has, whatever it does with requests: configuration, logs, telemetry, the admin port, health, limits, and one cleartext port.</summary>
    internal static void AddProgramDefaults(this IHostApplicationBuilder builder)
    {
        builder.AddServiceConfiguration();
        var service = ServiceIdentity.Of(builder.Configuration, builder.Environment);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(service);
        builder.AddServiceAdmin();
        builder.AddServiceLogging(service);
        builder.AddServiceTelemetry(service);
        builder.AddServiceHealth();
        builder.AddServiceLimits();
        builder.AddConfigurationSection<OnePortOptions>(OnePortOptions.SectionName);
        builder.Services.AddOnePort();
    }

    /// <summary>Maps health and reflection, and adds what browsers and the JSON face need around the services. Call this after the services are mapped.</summary>
    /// <param name="app">The application.</param>
    /// <remarks>Where the first argument of the program is <c>config</c>, it prints the configuration in effect and ends the program.</remarks>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The configuration is wrong; all faults are named. Nobody has to catch it: the program ends with them on standard error.</exception>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        app.CheckServiceConfiguration();
        app.MapServiceBranching();
        app.MapServiceLogging();
        app.MapServiceShutdown();
        app.MapServiceErrors();
        app.MapServiceDeadlines();
        app.UseServiceCors();
        app.MapServiceRateLimit();
        app.MapServiceGrpc();
        app.MapServiceWeb();
        app.MapBranchTrailers();
        app.MapServiceOpenApi();
        app.MapServiceHealth();
        return app;
    }
}
