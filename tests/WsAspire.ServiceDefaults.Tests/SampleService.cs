using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Tests.Grpc;

namespace WsAspire.ServiceDefaults.Tests;

/// <summary>A service of the frame in this process: real Kestrel, real sockets, a folder and a log of its own.</summary>
public sealed class SampleService : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private GrpcChannel? _channel;

    private SampleService(WebApplication app, DirectoryInfo folder, CollectedLogs logs)
    {
        App = app;
        _folder = folder;
        Logs = logs;
    }

    public WebApplication App { get; }

    public CollectedLogs Logs { get; }

    /// <summary>Content root: <c>config/conf.yaml</c> is below it.</summary>
    public string Folder => _folder.FullName;

    public IReadOnlyList<string> Addresses => [.. App.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    public Uri Address => new(Addresses[0].Replace("[::]", "127.0.0.1", StringComparison.Ordinal));

    public int Port => Address.Port;

    public GrpcChannel Channel => _channel ??= GrpcChannel.ForAddress(Address);

    // Telemetry of other services in this process would put a trace of its own into the requests.
    public HttpClient CreateHttpClient() => new(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = Address };

    /// <summary>Starts a service on a free loopback port.</summary>
    public static Task<SampleService> StartAsync(Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null, string environment = "Production") =>
        StartAsync(["--urls", "http://127.0.0.1:0"], null, configure, map, environment);

    /// <summary>Starts a service with arguments, and with a configuration file where text is given.</summary>
    public static async Task<SampleService> StartAsync(
        string[] arguments, string? configurationFile, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null, string environment = "Production")
    {
        var service = Create(arguments, configurationFile, configure, map, environment);
        try
        {
            await service.App.StartAsync(TestContext.Current.CancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Builds a service that is not started; what prepares gets the content root.</summary>
    public static SampleService Create(
        string[] arguments, string? configurationFile = null, Action<WebApplicationBuilder>? configure = null, Action<WebApplication>? map = null, string environment = "Production", Action<string>? prepare = null)
    {
        var folder = Directory.CreateTempSubdirectory("ws-frame-");
        try
        {
            prepare?.Invoke(folder.FullName);
            return Create(folder, arguments, configurationFile, configure, map, environment);
        }
        catch
        {
            folder.Delete(recursive: true);
            throw;
        }
    }

    /// <summary>Changes the configuration file.</summary>
    public void WriteConfigurationFile(string text) => WriteConfigurationFile(_folder.FullName, text);

    public async ValueTask DisposeAsync()
    {
        _channel?.Dispose();
        await App.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static SampleService Create(
        DirectoryInfo folder, string[] arguments, string? configurationFile, Action<WebApplicationBuilder>? configure, Action<WebApplication>? map, string environment)
    {
        if (configurationFile is not null)
        {
            WriteConfigurationFile(folder.FullName, configurationFile);
        }

        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ["--Shutdown:Delay", "00:00:00", "--ServiceName", "ws-sample", .. arguments],
            ContentRootPath = folder.FullName,
            EnvironmentName = environment,
        });
        var logs = new CollectedLogs();
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.AddServiceDefaults();
        configure?.Invoke(builder);

        var app = builder.Build();
        app.MapGrpcService<ShapeGrpcService>();
        app.MapGrpcService<HelloGrpcService>();
        app.MapGet("/peer", (HttpContext context) => $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort} {context.Request.Protocol}");
        map?.Invoke(app);
        app.MapServiceDefaults();
        return new SampleService(app, folder, logs);
    }

    private static void WriteConfigurationFile(string folder, string text)
    {
        Directory.CreateDirectory(Path.Combine(folder, "config"));
        File.WriteAllText(Path.Combine(folder, "config", "conf.yaml"), text);
    }
}
