using System.Globalization;
using WsAspire.Conformance.Tests.Fleet;
using WsAspire.Conformance.Tests.Proxies;
using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Cost;

/// <summary>A proxy that knows a number of branches, all of them served by one instance.</summary>
internal sealed class LoadedProxy : IAsyncDisposable
{
    private readonly ControlPlaneProcess _plane;
    private readonly ProxyProcess _proxy;

    private LoadedProxy(int size, ControlPlaneProcess plane, ProxyProcess proxy)
    {
        Size = size;
        _plane = plane;
        _proxy = proxy;
        ResidentBytes = proxy.ReadResidentBytes();
    }

    /// <summary>How many branches it knows beside the default branch.</summary>
    public int Size { get; }

    /// <summary>Its memory before the first traffic of a branch.</summary>
    public long ResidentBytes { get; }

    /// <summary>How many stats Envoy keeps; 0 for the gateway.</summary>
    public int Stats { get; private init; }

    /// <summary>Where it is asked.</summary>
    public Uri Door => _proxy.Door(RouteNames.Order);

    /// <summary>The branch that is asked for.</summary>
    public string Branch => Name(Size / 2);

    /// <summary>Starts one, and waits until it knows all.</summary>
    public static async Task<LoadedProxy> StartAsync(ProxyKind kind, int size, int instance)
    {
        var plane = await ControlPlaneProcess.StartAsync();
        await plane.PinAsync(RouteNames.Order, RouteNames.Default, instance);
        for (var i = 0; i < size; i++)
        {
            await plane.PinAsync(RouteNames.Order, Name(i), instance);
        }

        var admin = ServiceProcess.FreePort();
        var proxy = await ProxyProcess.StartAsync(kind, new ProxySetup(plane.Port, ControlPlaneProcess.Token, [new(RouteNames.Order, ServiceProcess.FreePort(), instance)], admin));
        await plane.UntilTakenAsync(size + 1, () => proxy.Output);
        return new LoadedProxy(size, plane, proxy) { Stats = kind == ProxyKind.Envoy ? await CountStatsAsync(admin) : 0 };
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        await _plane.DisposeAsync();
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"b{number}");

    private static async Task<int> CountStatsAsync(int admin)
    {
        using var http = new HttpClient();
        return (await http.GetStringAsync(new Uri($"http://127.0.0.1:{admin}/stats"), TestContext.Current.CancellationToken)).Count(letter => letter == '\n');
    }
}
