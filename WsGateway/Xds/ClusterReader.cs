using Envoy.Config.Cluster.V3;
using Envoy.Extensions.Upstreams.Http.V3;
using WsGateway.Routing;

namespace WsGateway.Xds;

/// <summary>Reads how a branch's instances are treated out of its cluster.</summary>
internal static class ClusterReader
{
    private const string HttpOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";
    private const int MaxRequests = 4096;
    private static readonly TimeSpan s_ejection = TimeSpan.FromSeconds(30);

    /// <summary>Reads a cluster.</summary>
    /// <exception cref="InvalidDataException">It can't be used; the text says why.</exception>
    public static ClusterSettings Read(string name, Cluster cluster)
    {
        if (cluster.ClusterDiscoveryTypeCase != Cluster.ClusterDiscoveryTypeOneofCase.Type || cluster.Type != Cluster.Types.DiscoveryType.Eds)
        {
            throw new InvalidDataException("expected the type EDS; this proxy reaches instances by their own addresses");
        }

        if (cluster.Name != name || (cluster.EdsClusterConfig?.ServiceName is { Length: > 0 } service && service != name))
        {
            throw new InvalidDataException("expected a cluster of this name, whose endpoints have it too");
        }

        var thresholds = cluster.CircuitBreakers?.Thresholds.FirstOrDefault();
        var ejection = cluster.OutlierDetection;
        return new ClusterSettings(
            (int)Math.Min(thresholds?.MaxRequests ?? MaxRequests, int.MaxValue),
            Ejects: ejection is not null,
            Watches: HasKeepalive(cluster),
            Repeats: thresholds?.MaxRetries != 0,
            ejection?.BaseEjectionTime?.ToTimeSpan() ?? s_ejection);
    }

    private static bool HasKeepalive(Cluster cluster) =>
        cluster.TypedExtensionProtocolOptions.TryGetValue(HttpOptions, out var packed)
        && packed.TryUnpack<HttpProtocolOptions>(out var options)
        && options.ExplicitHttpConfig?.Http2ProtocolOptions?.ConnectionKeepalive is not null;
}
