using System.Net;
using Envoy.Config.Cluster.V3;
using Envoy.Service.Discovery.V3;
using WsAspire.Branching.Routing;
using WsAspire.Branching.Xds;
using WsGateway.Tests.Hosts;

namespace WsGateway.Tests.Xds;

/// <summary>What the gateway says to a control plane, message by message.</summary>
public sealed class DiscoveryClientTests
{
    [Fact]
    public async Task Stream_AsksForClusters_ThenForTheirEndpoints_TakesAndRefuses_AndNamesWhatItHoldsWhenItComesBack()
    {
        await using var plane = await ScriptedPlane.StartAsync();
        await using var test = await BackEnd.StartAsync("test");
        await using var gateway = await Gateway.StartAsync(plane.Address, test);
        var stream = await plane.AcceptAsync();

        var first = await stream.ReadAsync();
        Assert.Equal(("ws-gateway", TypeUrls.Cluster), (first.Node.Id, first.TypeUrl));
        Assert.Empty(first.ResourceNamesSubscribe);
        Assert.Empty(first.InitialResourceVersions);

        var (cluster, endpoints) = Branch("f1", test.Port);
        await stream.WriteAsync(new DeltaDiscoveryResponse { TypeUrl = TypeUrls.Cluster, Nonce = "1", Resources = { cluster } });
        AssertTaken(await stream.ReadAsync(), "1");
        Assert.Equal(["ws-order/f1"], (await stream.ReadAsync()).ResourceNamesSubscribe);
        await stream.WriteAsync(new DeltaDiscoveryResponse { TypeUrl = TypeUrls.Endpoints, Nonce = "2", Resources = { endpoints } });
        AssertTaken(await stream.ReadAsync(), "2");
        await gateway.ServesAsync("f1", "test");

        // One that can't be used leaves the one before, and those beside it count.
        var (other, _) = Branch("f2", test.Port);
        var odd = XdsResource.Create("ws-order/f1", new Cluster { Name = "ws-order/f1", Type = Cluster.Types.DiscoveryType.StrictDns }).Message;
        await stream.WriteAsync(new DeltaDiscoveryResponse { TypeUrl = TypeUrls.Cluster, Nonce = "3", Resources = { odd, other } });
        var refusal = await stream.ReadAsync();
        Assert.Equal("3", refusal.ResponseNonce);
        Assert.Equal("ws-order/f1: expected the type EDS; this proxy reaches instances by their own addresses", refusal.ErrorDetail.Message);
        Assert.Equal(["ws-order/f2"], (await stream.ReadAsync()).ResourceNamesSubscribe);
        Assert.Equal((200, "test"), await gateway.GetAsync("f1"));

        stream.End();
        var again = await plane.AcceptAsync();
        var clusters = await again.ReadAsync();
        Assert.Equal(new Dictionary<string, string> { ["ws-order/f1"] = cluster.Version, ["ws-order/f2"] = other.Version }, clusters.InitialResourceVersions);
        var asked = await again.ReadAsync();
        Assert.Equal(["ws-order/f1", "ws-order/f2"], asked.ResourceNamesSubscribe.Order());
        Assert.Equal(new Dictionary<string, string> { ["ws-order/f1"] = endpoints.Version }, asked.InitialResourceVersions);

        await again.WriteAsync(new DeltaDiscoveryResponse { TypeUrl = TypeUrls.Cluster, Nonce = "1", RemovedResources = { "ws-order/f1" } });
        AssertTaken(await again.ReadAsync(), "1");
        Assert.Equal(["ws-order/f1"], (await again.ReadAsync()).ResourceNamesUnsubscribe);
    }

    [Theory]
    [InlineData("ws-order")]
    [InlineData("ws-order/F1")]
    [InlineData("/")]
    public async Task Cluster_WithANameOfNoBranch_IsRefused(string name)
    {
        await using var plane = await ScriptedPlane.StartAsync();
        await using var gateway = await Gateway.StartAsync(plane.Address);
        var stream = await plane.AcceptAsync();
        await stream.ReadAsync();

        await stream.WriteAsync(new DeltaDiscoveryResponse { TypeUrl = TypeUrls.Cluster, Nonce = "1", Resources = { XdsResource.Create(name, new Cluster { Name = name }).Message } });

        Assert.Equal($"{name}: expected a name of a service and a branch, such as ws-order/f1", (await stream.ReadAsync()).ErrorDetail.Message);
    }

    private static (Resource Cluster, Resource Endpoints) Branch(string branch, int port)
    {
        var endpoints = new BranchEndpoints("ws-order", branch, [new BranchInstance(IPAddress.Loopback, port, IsDebugging: false)], "test", []);
        var name = ClusterName.Of("ws-order", branch);
        return (XdsResource.Create(name, ClusterResources.Create(endpoints)).Message, XdsResource.Create(name, EndpointResources.Create(endpoints)).Message);
    }

    private static void AssertTaken(DeltaDiscoveryRequest request, string nonce)
    {
        Assert.Equal(nonce, request.ResponseNonce);
        Assert.Null(request.ErrorDetail);
    }
}
