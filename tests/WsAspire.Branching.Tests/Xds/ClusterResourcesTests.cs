using WsAspire.Branching.Xds;

namespace WsAspire.Branching.Tests.Xds;

public sealed class ClusterResourcesTests
{
    [Fact]
    public void Create_IsAClusterOfItsOwn_WhoseEndpointsComeByAds() => Branches.AssertJson(
        """
        {
          "name": "ws-order/f1",
          "type": "EDS",
          "eds_cluster_config": {"eds_config": {"ads": {}, "initial_fetch_timeout": "1s", "resource_api_version": "V3"}, "service_name": "ws-order/f1"},
          "connect_timeout": "0.500s",
          "lb_policy": "LEAST_REQUEST",
          "circuit_breakers": {"thresholds": [{"max_connections": 1024, "max_pending_requests": 4096, "max_requests": 4096, "max_retries": 4096}]},
          "outlier_detection": {
            "interval": "1s",
            "base_ejection_time": "30s",
            "max_ejection_percent": 100,
            "enforcing_consecutive_5xx": 0,
            "split_external_local_origin_errors": true,
            "consecutive_local_origin_failure": 1,
            "enforcing_consecutive_local_origin_failure": 100
          },
          "alt_stat_name": "ws-order",
          "ignore_health_on_host_removal": true,
          "typed_extension_protocol_options": {
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
              "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
              "explicit_http_config": {"http2_protocol_options": {"max_concurrent_streams": 100, "connection_keepalive": {"interval": "0.500s", "timeout": "1.500s"}}}
            }
          }
        }
        """,
        ClusterResources.Create(Branches.Of("f1", [Branches.At(5201)], Branches.At(5101))));

    [Fact]
    public void Create_OfABranchThatIsDebugged_NeitherGivesUpNorRepeats()
    {
        var cluster = Branches.ToJson(ClusterResources.Create(Branches.Of("f1", [Branches.At(5201), Branches.At(5202, isDebugging: true)])));

        Assert.Null(cluster["outlier_detection"]);
        Assert.Equal(0, (int)cluster["circuit_breakers"]!["thresholds"]![0]!["max_retries"]!);
        Assert.Equal("""{"max_concurrent_streams":100}""", cluster["typed_extension_protocol_options"]!["envoy.extensions.upstreams.http.v3.HttpProtocolOptions"]!["explicit_http_config"]!["http2_protocol_options"]!.ToJsonString());
    }

    [Fact]
    public void Create_WhereOnlyTestIsDebugged_IsAsEver() => Assert.Equal(
        ClusterResources.Create(Branches.Of("f1", [Branches.At(5201)], Branches.At(5101))),
        ClusterResources.Create(Branches.Of("f1", [Branches.At(5201)], Branches.At(5101, isDebugging: true))));

    [Fact]
    public void CreateForHost_HasTheEndpointsInside_WithTheNameForLoopbackOnly()
    {
        var cluster = Branches.ToJson(ClusterResources.CreateForHost(
            Branches.Of("f1", [Branches.At(5201), Branches.At(5202, "10.0.0.5"), Branches.At(5203, "::1")], Branches.At(5101)), "host.docker.internal"));

        Assert.Equal("STRICT_DNS", (string)cluster["type"]!);
        Assert.Null(cluster["eds_cluster_config"]);
        Assert.Equal(["10.0.0.5:5202", "host.docker.internal:5201", "host.docker.internal:5203", "host.docker.internal:5101"], cluster["load_assignment"]!["endpoints"]!.AsArray()
            .SelectMany(group => group!["lb_endpoints"]!.AsArray())
            .Select(endpoint => endpoint!["endpoint"]!["address"]!["socket_address"]!)
            .Select(address => $"{address["address"]}:{address["port_value"]}"));
    }
}
