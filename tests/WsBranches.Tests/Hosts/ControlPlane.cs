using System.Text.Json.Nodes;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Ws.Branches.V1;
using WsAspire.Testing;
using WsBranches.Registry;

namespace WsBranches.Tests.Hosts;

/// <summary>The control plane itself on a real socket, and clients of it.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    public const string Token = "a-token-of-the-tests";

    private readonly WebApplication _app;

    private ControlPlane(WebApplication app, int port)
    {
        _app = app;
        Port = port;
        Channel = GrpcChannel.ForAddress(Address);
        Json = new HttpClient { BaseAddress = Address };
    }

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    public GrpcChannel Channel { get; }

    public HttpClient Json { get; }

    public static Metadata Credentials => new() { { "authorization", "Bearer " + Token } };

    /// <summary>Starts it.</summary>
    /// <param name="warming">How long nothing is taken from proxies.</param>
    /// <param name="port">Where; null: any.</param>
    /// <param name="file">More configuration, followed while it runs; null: none.</param>
    /// <param name="time">Its clock; null: the machine's.</param>
    /// <param name="warmingTime">The clock of its warming alone; null: the same.</param>
    /// <param name="settings">More configuration.</param>
    public static async Task<ControlPlane> StartAsync(TimeSpan warming = default, int? port = null, string? file = null, TimeProvider? time = null, TimeProvider? warmingTime = null, params string[] settings)
    {
        var chosen = port ?? ServiceProcess.FreePort();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "WsBranches",
            EnvironmentName = "Production",
            Args = ["--urls", $"http://127.0.0.1:{chosen}", "--Shutdown:Delay", "00:00:00", "--Branching:Token", Token, "--Branches:Warming", warming.ToString(), .. settings],
        });
        if (file is not null)
        {
            builder.Configuration.AddJsonFile(file, optional: false, reloadOnChange: true);
        }

        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.AddServiceDefaults();
        builder.AddBranches();
        if (warmingTime is not null)
        {
            builder.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<Warming>(services, warmingTime));
        }

        var app = builder.Build();
        app.MapBranches();
        app.MapServiceDefaults();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new ControlPlane(app, chosen);
    }

    /// <summary>A part of it.</summary>
    public T Part<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    /// <summary>An instance to register.</summary>
    public static Instance InstanceOf(string branch, int port, string service = "ws-order", bool isReady = true) => new()
    {
        Service = service,
        Branch = branch,
        Id = $"{service}-{branch}-{port}",
        Port = port,
        Version = "1.0.0",
        Ready = isReady,
    };

    /// <summary>Opens a registration.</summary>
    public Registration Open(Metadata? credentials = null) => new(Channel, credentials ?? Credentials);

    /// <summary>Registers an instance, and returns once it counts.</summary>
    public async Task<Registration> RegisterAsync(Instance instance)
    {
        var registration = Open();
        await registration.TellAsync(instance);
        return registration;
    }

    /// <summary>Reads JSON.</summary>
    public async Task<JsonNode> ReadAsync(string path) => JsonNode.Parse(await Json.GetStringAsync(path, TestContext.Current.CancellationToken))!;

    /// <summary>The state of a branch's instances, such as <c>ready</c>; empty where it has none.</summary>
    public async Task<string[]> StatesAsync(string branch, string service = "ws-order") =>
        [.. (await ReadAsync("/v1/branches"))["services"]!.AsArray().Where(entry => (string)entry!["service"]! == service)
            .SelectMany(entry => entry!["branches"]!.AsArray()).Where(entry => (string)entry!["branch"]! == branch)
            .SelectMany(entry => entry!["instances"]!.AsArray()).Select(entry => (string)entry!["state"]!)];

    /// <summary>Stops it in order.</summary>
    public Task StopAsync() => _app.StopAsync(CancellationToken.None);

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        // The other way round the registrations, which are on that channel, would end before it.
        await StopAsync();
        Channel.Dispose();
        Json.Dispose();
        await _app.DisposeAsync();
    }
}
