using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using WsAspire.Testing;

namespace StandIns.Tests.Elastic;

/// <summary>A service of the frame in this process: real Kestrel, real sockets.</summary>
internal sealed partial class ApmService : IAsyncDisposable
{
    public const string Secret = "correct-horse-battery";

    private readonly string _folder;
    private Task? _stopping;

    private ApmService(WebApplication app, string folder, CollectedLogs logs, CountedDrops drops)
    {
        App = app;
        _folder = folder;
        Logs = logs;
        Drops = drops;

        // Without a propagator no span is made of the test's own requests.
        Client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public WebApplication App { get; }

    public CollectedLogs Logs { get; }

    /// <summary>What did not reach the server since the service was built.</summary>
    public CountedDrops Drops { get; }

    public HttpClient Client { get; }

    /// <summary>Starts one that sends soon.</summary>
    /// <param name="settings">Keys and values of the configuration, as NAME=VALUE.</param>
    public static async Task<ApmService> StartAsync(params IEnumerable<string> settings)
    {
        var folder = TestFolder.Create("apm");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--urls=http://127.0.0.1:0", "--Shutdown:Delay=00:00:00", "--ServiceName=ws-sample", "--ELASTIC_APM_FLUSH_INTERVAL=50ms", .. settings.Select(setting => $"--{setting}")],
            ContentRootPath = folder,
            EnvironmentName = "Staging",
        });
        var logs = new CollectedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.AddServiceDefaults();

        var app = builder.Build();
        app.MapGet("/hello", () => "hello");
        app.MapGet("/favicon.ico", () => "icon");
        app.MapGet("/fail", (ILogger<ApmService> logger) => Fail(logger));
        app.MapGet("/secret", (ILogger<ApmService> logger) => LogPaid(logger, Secret, "home"));
        app.MapServiceDefaults();
        var drops = new CountedDrops(app.Services.GetRequiredService<IMeterFactory>());
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ApmService(app, folder, logs, drops);
    }

    public Task<string> GetAsync(string path) => Client.GetStringAsync(path, TestContext.Current.CancellationToken);

    /// <summary>Stops it, and waits until all telemetry is sent: the service's own end gives that 1.5 s, which a first export may need alone.</summary>
    public async Task EndAsync()
    {
        await StopAsync();
        App.Services.GetService<TracerProvider>()?.ForceFlush();
        App.Services.GetService<MeterProvider>()?.ForceFlush();
        App.Services.GetService<LoggerProvider>()?.ForceFlush();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();

        await StopAsync();
        await App.DisposeAsync();
        Drops.Dispose();
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }

    // A span ends after its answer; the server's end waits for it.
    private Task StopAsync() => _stopping ??= App.StopAsync(CancellationToken.None);

    [LoggerMessage(LogLevel.Information, "Paid with {CardNumber} at {Place}")]
    private static partial void LogPaid(ILogger logger, string cardNumber, string place);

    [LoggerMessage(LogLevel.Error, "Order {Order} failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, int order);

    private static void Fail(ILogger logger)
    {
        try
        {
            throw new InvalidOperationException("The shelf is empty");
        }
        catch (InvalidOperationException exception)
        {
            LogFailed(logger, exception, 7);
        }
    }
}
