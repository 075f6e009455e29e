using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WsAspire.ServiceDefaults.Admin;
using WsAspire.ServiceDefaults.Deadlines;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Grpc;
using WsAspire.ServiceDefaults.Health;
using WsAspire.ServiceDefaults.Limits;
using WsAspire.ServiceDefaults.OpenApi;
using WsAspire.ServiceDefaults.Ports;
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

        builder.AddServiceConfiguration();
        var service = ServiceIdentity.Of(builder.Configuration, builder.Environment);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton(service);
        builder.AddServiceAdmin();
        builder.AddServiceTelemetry(service);
        builder.AddServiceHealth();
        builder.AddServiceDeadlines();
        builder.AddServiceLimits();
        builder.AddServiceErrors();
        builder.AddServiceGrpc();
        builder.AddServiceWeb();
        builder.AddServiceOpenApi();
        builder.AddConfigurationSection<OnePortOptions>(OnePortOptions.SectionName);
        builder.Services.AddOnePort();
        builder.AddServiceShutdown();
        return builder;
    }

    /// <summary>Maps health and reflection, and adds what browsers and the JSON face need around the services. Call this after the services are mapped.</summary>
    /// <param name="app">The application.</param>
    /// <remarks>Where the first argument of the program is <c>config</c>, it prints the configuration in effect and ends the program.</remarks>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">The configuration is wrong; all faults are named. Nobody has to catch it: the program ends with them on standard error.</exception>
    public static WebApplication MapServiceDefaults(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);

        app.CheckServiceConfiguration();
        app.MapServiceShutdown();
        app.MapServiceErrors();
        app.MapServiceDeadlines();
        app.UseServiceCors();
        app.MapServiceRateLimit();
        app.MapServiceGrpc();
        app.MapServiceWeb();
        app.MapServiceOpenApi();
        app.MapServiceHealth();
        return app;
    }
}
