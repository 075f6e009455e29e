using System.Text.Json.Serialization;
using Aspire.Dashboard.Access;
using Aspire.Dashboard.Apis;
using Aspire.Dashboard.Otlp;
using Aspire.Dashboard.Pages;
using Aspire.Dashboard.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Dashboard;

/// <summary>A dashboard that runs inside this process: takes telemetry by OTLP, keeps the last of it in memory, and shows it with the resources in a browser.</summary>
public sealed class DashboardApplication : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ResourceStore _resources;

    private DashboardApplication(WebApplication app, ResourceStore resources, Telemetry telemetry, Listeners listeners, Secret token, Secret key)
    {
        (_app, _resources, Telemetry, OtlpApiKey) = (app, resources, telemetry, key.Text);
        (Page, OtlpGrpc) = (listeners.AddressOf(ListenerKind.Page), listeners.AddressOf(ListenerKind.OtlpGrpc));
        Login = new Uri(Page, $"{PageAccess.LoginPath}?t={Uri.EscapeDataString(token.Text)}");
    }

    /// <summary>The address of the pages.</summary>
    public Uri Page { get; }

    /// <summary>The address that lets a browser in; it holds the token.</summary>
    public Uri Login { get; }

    /// <summary>Where telemetry comes by OTLP over gRPC.</summary>
    public Uri OtlpGrpc { get; }

    /// <summary>Where telemetry comes by OTLP over HTTP; null for nowhere.</summary>
    public Uri? OtlpHttp { get; private init; }

    /// <summary>What who sends telemetry has to say in the header <c>x-otlp-api-key</c>.</summary>
    public string OtlpApiKey { get; }

    /// <summary>What has been kept.</summary>
    internal Telemetry Telemetry { get; }

    /// <summary>Starts it.</summary>
    /// <param name="options">Where it is reached, and by whom.</param>
    /// <param name="resources">What it is told of the resources.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">It cannot listen at any port.</exception>
    public static async Task<DashboardApplication> StartAsync(DashboardOptions options, IDashboardResources resources, CancellationToken cancellationToken = default)
    {
        try
        {
            return await StartAsync(options, resources, new(options, anyPort: false), cancellationToken);
        }
        catch (IOException)
        {
            // Somebody took a port between our look at it and the start.
            return await StartAsync(options, resources, new(options, anyPort: true), cancellationToken);
        }
    }

    /// <summary>Stops it; what it kept is gone.</summary>
    public async ValueTask DisposeAsync()
    {
        await _resources.DisposeAsync();
        await _app.DisposeAsync();
    }

    private static async Task<DashboardApplication> StartAsync(DashboardOptions options, IDashboardResources source, Listeners listeners, CancellationToken cancellationToken)
    {
        // Empty: what an AppHost is configured by, such as ASPNETCORE_URLS, is not for this one.
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(listeners.Configure);
        if (options.LoggerFactory is { } loggers)
        {
            builder.Services.AddSingleton(loggers);
        }

        var (telemetry, resources) = (new Telemetry(), new ResourceStore(source));
        builder.Services.AddSingleton(new Intake(telemetry));
        builder.Services.AddGrpc(grpc => grpc.MaxReceiveMessageSize = Limits.Request);
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals);
        var (token, key) = (new Secret(options.BrowserToken), new Secret(options.OtlpApiKey));
        var page = new PageAccess(token);
        var app = builder.Build();
        var gate = new Gate(page, new(key));
        app.Use(gate.InvokeAsync);
        app.UseRouting();
        app.MapGrpcService<TraceReceiver>();
        app.MapGrpcService<LogsReceiver>();
        app.MapGrpcService<MetricsReceiver>();
        app.MapOtlpHttp(app.Services.GetRequiredService<Intake>());
        app.MapLogin(page);
        app.MapPages();
        app.MapTelemetryApi(telemetry);
        app.MapResourceApi(resources, options.ApplicationName);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        resources.Start();
        return new(app, resources, telemetry, listeners, token, key) { OtlpHttp = options.OtlpHttp is null ? null : listeners.AddressOf(ListenerKind.OtlpHttp) };
    }
}
