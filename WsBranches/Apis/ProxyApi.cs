using WsBranches.Apis.Models;
using WsBranches.Xds;

namespace WsBranches.Apis;

/// <summary>The proxies, to read.</summary>
internal static class ProxyApi
{
    /// <summary>Maps the resource.</summary>
    public static void MapProxyApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/proxies", Read).WithName("ListProxies").WithTags("Proxies").WithSummary("The proxies that are connected: what each holds, took and refused.");

    private static IReadOnlyList<ProxyModel> Read(ProxyStreams streams, bool versions = false) => [.. streams.All.Select(stream => Show(stream, versions))];

    private static ProxyModel Show(ProxyStream stream, bool withVersions)
    {
        var types = stream.Report(type => ProxyTypeModel.Of(type, withVersions));
        var proxy = stream.Proxy;
        return new ProxyModel(proxy.Id, proxy.Cluster, proxy.Program, proxy.Host, proxy.Address, proxy.ConnectedAt, types[0], types[1]);
    }
}
