using WsAspire.Conformance.Tests.Proxies;
using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Fleet;

/// <summary>Fifty branches of two services, the control plane, and a proxy before them.</summary>
public sealed class RoutedSystem : IAsyncDisposable
{
    private readonly ControlPlaneProcess _plane;
    private readonly InstanceFleet _fleet = new();

    private RoutedSystem(ControlPlaneProcess plane) => _plane = plane;

    /// <summary>The proxy.</summary>
    public ProxyProcess Proxy { get; private set; } = null!;

    /// <summary>Starts it, and waits until the proxy knows all branches.</summary>
    public static async Task<RoutedSystem> StartAsync(ProxyKind kind)
    {
        var system = new RoutedSystem(await ControlPlaneProcess.StartAsync());
        try
        {
            await system.StartAsync(kind, ServiceProcess.FreePort(), ServiceProcess.FreePort());
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (Proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        await _fleet.DisposeAsync();
        await _plane.DisposeAsync();
    }

    private async Task StartAsync(ProxyKind kind, int bffDoor, int orderDoor)
    {
        var next = new Uri($"http://127.0.0.1:{orderDoor}");
        var origins = new Dictionary<string, int>();
        foreach (var service in (string[])[RouteNames.Order, RouteNames.Bff])
        {
            foreach (var branch in BranchPlan.Of(service))
            {
                var port = await _fleet.StartAsync(service, branch, _plane.Port, service == RouteNames.Bff ? next : null);
                origins.TryAdd(service, port);
            }
        }

        Proxy = await ProxyProcess.StartAsync(kind, new ProxySetup(
            _plane.Port,
            ControlPlaneProcess.Token,
            [new(RouteNames.Order, orderDoor, origins[RouteNames.Order]), new(RouteNames.Bff, bffDoor, origins[RouteNames.Bff])]));
        var clusters = BranchPlan.Of(RouteNames.Bff).Count() + BranchPlan.Of(RouteNames.Order).Count();
        await _plane.UntilTakenAsync(clusters, () => Proxy.Output);

        // An instance that is known may not be ready yet.
        foreach (var service in (string[])[RouteNames.Order, RouteNames.Bff])
        {
            using var client = new VisitClient(Proxy.Door(service));
            foreach (var branch in BranchPlan.Of(service))
            {
                await Until.TrueAsync(async () => (await client.VisitAsync(RequestKind.Unary, branch)).Way.Split(' ')[0] == $"{service}/{branch}", () => Proxy.Output);
            }
        }
    }
}
