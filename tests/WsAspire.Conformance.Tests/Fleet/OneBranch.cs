using WsAspire.Conformance.Tests.Proxies;
using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Fleet;

/// <summary>ws-order for the default branch and for f1, each a process that can die, behind a proxy.</summary>
public sealed class OneBranch : IAsyncDisposable
{
    /// <summary>The branch.</summary>
    public const string Branch = "f1";

    private OneBranch(ControlPlaneProcess plane) => Plane = plane;

    public ControlPlaneProcess Plane { get; }

    public ProxyProcess Proxy { get; private set; } = null!;

    public InstanceProcess Test { get; private set; } = null!;

    public InstanceProcess Own { get; private set; } = null!;

    /// <summary>A client of the door.</summary>
    internal VisitClient Client { get; private set; } = null!;

    /// <summary>What all of them printed.</summary>
    public string Output => $"proxy:\n{Proxy.Output}\ncontrol plane:\n{Plane.Output}\ntest:\n{Test.Output}\nf1:\n{Own.Output}";

    /// <summary>Starts all, and waits until f1 is served.</summary>
    /// <param name="kind">The proxy.</param>
    /// <param name="settings">More arguments of both instances.</param>
    public static async Task<OneBranch> StartAsync(ProxyKind kind, params string[] settings)
    {
        var system = new OneBranch(await ControlPlaneProcess.StartAsync());
        try
        {
            var instances = await Task.WhenAll(
                InstanceProcess.StartAsync("test", system.Plane.Port, settings),
                InstanceProcess.StartAsync(Branch, system.Plane.Port, settings));
            (system.Test, system.Own) = (instances[0], instances[1]);
            system.Proxy = await ProxyProcess.StartAsync(kind, new ProxySetup(system.Plane.Port, ControlPlaneProcess.Token, [new(RouteNames.Order, ServiceProcess.FreePort(), system.Test.Port)]));
            system.Client = new VisitClient(system.Proxy.Door(RouteNames.Order));
            await system.UntilServedAsync();
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Reads for f1: one half by GET, the other by gRPC.</summary>
    /// <returns>Who answered.</returns>
    public async Task<string> ReadAsync(int number) => (await Client.VisitAsync(number % 2 == 0 ? RequestKind.Http1 : RequestKind.Unary, Branch)).Way;

    /// <summary>Waits until f1 serves its requests.</summary>
    public Task UntilServedAsync() => Until.TrueAsync(async () => await ReadAsync(0) == "ws-order/f1", () => Output);

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        await (Proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Own?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Test?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Plane.DisposeAsync();
    }
}
