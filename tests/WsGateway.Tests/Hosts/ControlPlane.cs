using Grpc.Core;
using Grpc.Net.Client;
using Ws.Branches.V1;
using WsAspire.Testing;

namespace WsGateway.Tests.Hosts;

/// <summary>The real ws-branches as a process, and instances that register there.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    public const string Token = "a-token-of-the-tests";

    private readonly LeashedProcess _process;
    private readonly GrpcChannel _channel;

    private ControlPlane(int port, LeashedProcess process)
    {
        Port = port;
        _process = process;
        _channel = GrpcChannel.ForAddress(Address);
        Json = new HttpClient { BaseAddress = Address };
    }

    /// <summary>Where it listens.</summary>
    public int Port { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>A client of its JSON API.</summary>
    public HttpClient Json { get; }

    /// <summary>Starts it, and waits until it is ready.</summary>
    /// <param name="port">Where; null: any.</param>
    /// <param name="warming">How long nothing is taken from proxies.</param>
    public static async Task<ControlPlane> StartAsync(int? port = null, TimeSpan warming = default)
    {
        var chosen = port ?? ServiceProcess.FreePort();
        var process = ServiceProcess.Run("WsBranches", [], new Dictionary<string, string?>
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{chosen}",
            ["Branching__Token"] = Token,
            ["Branches__Warming"] = warming.ToString(),
            ["Shutdown__Delay"] = "00:00:00",
        });
        var plane = new ControlPlane(chosen, process);
        await Wait.UntilUpAsync(plane.IsUpAsync);
        return plane;
    }

    /// <summary>Registers an instance, and returns once it counts. It is gone when the registration is disposed.</summary>
    public async Task<Registration> RegisterAsync(string branch, BackEnd backEnd, bool isDebugging = false)
    {
        var registration = new Registration(_channel, new Metadata { { "authorization", "Bearer " + Token } });
        await registration.TellAsync(InstanceOf(branch, backEnd, isReady: true, isDebugging));
        return registration;
    }

    /// <summary>An instance as it says of itself.</summary>
    public static Instance InstanceOf(string branch, BackEnd backEnd, bool isReady = true, bool isDebugging = false) => new()
    {
        Service = "ws-order",
        Branch = branch,
        Id = $"{branch}-{backEnd.Port}",
        Port = backEnd.Port,
        Version = "1.0.0",
        Ready = isReady,
        Debugging = isDebugging,
    };

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        // The other way round the registrations, which are on that channel, would end before it.
        await _process.DisposeAsync();
        _channel.Dispose();
        Json.Dispose();
    }

    private async Task<bool> IsUpAsync()
    {
        try
        {
            using var answer = await Json.GetAsync("/ready", TestContext.Current.CancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException) when (!_process.HasExited)
        {
            return false;
        }
    }
}
