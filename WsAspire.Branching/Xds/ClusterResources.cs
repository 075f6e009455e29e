using Envoy.Config.Cluster.V3;
using Envoy.Config.Core.V3;
using Google.Protobuf.WellKnownTypes;
using WsAspire.Branching.Routing;
using HttpProtocolOptions = Envoy.Extensions.Upstreams.Http.V3.HttpProtocolOptions;

namespace WsAspire.Branching.Xds;

/// <summary>Makes the cluster of a service and a branch. Pure.</summary>
/// <remarks>A dead instance is out at the first failed connection and a hung one after two seconds, without the control plane. What the service itself answers, 500 too, puts nothing out: it is the branch's answer.
/// A branch that is debugged keeps its requests however long they take.</remarks>
public static class ClusterResources
{
    private const string HttpOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions";

    // What hangs until it is found out, two seconds later, and is then sent to others at once.
    private const uint Requests = 4096;
    private const uint Connections = 1024;

    // Before it has read what a service takes, Envoy sends any number on a new connection, and Kestrel ends one with too many.
    private const uint Streams = 100;

    // One that hangs is given up after both: two seconds. As much of them as may be is patience, for a machine that is busy answers late.
    private static readonly Duration s_ping = Duration.FromTimeSpan(TimeSpan.FromSeconds(0.5));
    private static readonly Duration s_patience = Duration.FromTimeSpan(TimeSpan.FromSeconds(1.5));
    private static readonly Duration s_second = Duration.FromTimeSpan(TimeSpan.FromSeconds(1));

    /// <summary>Makes a cluster whose endpoints come apart (<see cref="EndpointResources"/>).</summary>
    public static Cluster Create(BranchEndpoints branch)
    {
        var cluster = CreateBase(branch);
        cluster.Type = Cluster.Types.DiscoveryType.Eds;
        cluster.EdsClusterConfig = new Cluster.Types.EdsClusterConfig
        {
            ServiceName = cluster.Name,
            EdsConfig = new ConfigSource { Ads = new AggregatedConfigSource(), ResourceApiVersion = ApiVersion.V3, InitialFetchTimeout = s_second },
        };
        return cluster;
    }

    /// <summary>Makes a cluster for a proxy that does not share this host's loopback: its endpoints are inside, and loopback addresses are the name by which the proxy reaches this host.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="host">That name, such as <c>host.docker.internal</c>.</param>
    public static Cluster CreateForHost(BranchEndpoints branch, string host)
    {
        var cluster = CreateBase(branch);
        cluster.Type = Cluster.Types.DiscoveryType.StrictDns;
        cluster.DnsLookupFamily = Cluster.Types.DnsLookupFamily.V4Preferred;
        cluster.RespectDnsTtl = true;
        cluster.LoadAssignment = EndpointResources.Create(branch, host);
        return cluster;
    }

    private static Cluster CreateBase(BranchEndpoints branch)
    {
        var isDebugging = branch.IsDebugging;
        var cluster = new Cluster
        {
            Name = ClusterName.Of(branch.Service, branch.Branch),
            AltStatName = branch.Service,
            ConnectTimeout = Duration.FromTimeSpan(TimeSpan.FromSeconds(0.5)),
            LbPolicy = Cluster.Types.LbPolicy.LeastRequest,
            IgnoreHealthOnHostRemoval = true,
            CircuitBreakers = CreateBreakers(isDebugging),
            TypedExtensionProtocolOptions = { [HttpOptions] = Any.Pack(CreateProtocol(isDebugging)) },
        };
        if (!isDebugging)
        {
            cluster.OutlierDetection = CreateEjection();
        }

        return cluster;
    }

    // The breakers are this branch's alone, so that its flood closes none of another's.
    private static CircuitBreakers CreateBreakers(bool isDebugging) => new()
    {
        Thresholds =
        {
            new CircuitBreakers.Types.Thresholds
            {
                MaxConnections = Connections,
                MaxPendingRequests = Requests,
                MaxRequests = Requests,
                MaxRetries = isDebugging ? 0 : Requests,
            },
        },
    };

    private static HttpProtocolOptions CreateProtocol(bool isDebugging) => new()
    {
        ExplicitHttpConfig = new HttpProtocolOptions.Types.ExplicitHttpConfig
        {
            Http2ProtocolOptions = new Http2ProtocolOptions
            {
                MaxConcurrentStreams = Streams,
                ConnectionKeepalive = isDebugging ? null : new KeepaliveSettings { Interval = s_ping, Timeout = s_patience },
            },
        },
    };

    private static OutlierDetection CreateEjection() => new()
    {
        SplitExternalLocalOriginErrors = true,
        ConsecutiveLocalOriginFailure = 1,
        EnforcingConsecutiveLocalOriginFailure = 100,
        EnforcingConsecutive5Xx = 0,
        MaxEjectionPercent = 100,
        Interval = s_second,
        BaseEjectionTime = Duration.FromTimeSpan(TimeSpan.FromSeconds(30)),
    };
}
