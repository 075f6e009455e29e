using Envoy.Config.Cluster.V3;
using Envoy.Config.Endpoint.V3;
using Envoy.Service.Discovery.V3;
using WsAspire.Branching.Xds;
using WsBranches.Tests.Hosts;

namespace WsBranches.Tests.Services;

public sealed class DiscoveryServiceTests : IAsyncLifetime
{
    private ControlPlane _plane = null!;

    public async ValueTask InitializeAsync() => _plane = await ControlPlane.StartAsync();

    public ValueTask DisposeAsync() => _plane.DisposeAsync();

    [Fact]
    public async Task Proxy_OfAnEmptyControlPlane_IsAnsweredAtOnce()
    {
        using var proxy = new DeltaClient(_plane.Channel);

        await proxy.WantClustersAsync();

        var response = await proxy.ReadAsync();
        Assert.Empty(response.Resources);
        Assert.Empty(response.RemovedResources);
        Assert.Equal(TypeUrls.Cluster, response.TypeUrl);
    }

    [Fact]
    public async Task Change_OfABranch_SendsThatBranchAlone()
    {
        await using var test = await _plane.RegisterAsync(ControlPlane.InstanceOf("test", 5101));
        await using var f1 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        using var proxy = new DeltaClient(_plane.Channel);
        await proxy.WantClustersAsync();
        await proxy.ReadUntilAsync(versions => versions.Count == 2);
        await proxy.WantEndpointsAsync(["ws-order/test", "ws-order/f1"]);
        await proxy.ReadUntilAsync(versions => versions.Count == 2);

        await using var more = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5202));

        var response = await proxy.ReadAsync();
        Assert.Equal(TypeUrls.Endpoints, response.TypeUrl);
        Assert.Equal("ws-order/f1", Assert.Single(response.Resources).Name);

        await using var f2 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f2", 5203));

        response = await proxy.ReadAsync();
        Assert.Equal((TypeUrls.Cluster, "ws-order/f2"), (response.TypeUrl, Assert.Single(response.Resources).Name));
        await proxy.WantEndpointsAsync(["ws-order/f2"]);
        Assert.Equal("ws-order/f2", Assert.Single((await proxy.ReadAsync()).Resources).Name);

        await more.DisposeAsync();
        await f1.DisposeAsync();

        var left = await proxy.ReadUntilAsync(versions => versions.GetValueOrDefault("ws-order/f1", "") is null);
        Assert.Equal(["ws-order/f1"], left.Keys);
    }

    [Fact]
    public async Task Branch_WhoseLastInstanceLeft_IsServedByTestForAMoment_AndThenNoMore()
    {
        await using var plane = await ControlPlane.StartAsync(settings: ["--Branches:Linger", "00:00:01"]);
        await using var test = await plane.RegisterAsync(ControlPlane.InstanceOf("test", 5101));
        await using var f1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        using var proxy = new DeltaClient(plane.Channel);
        await proxy.WantClustersAsync();
        await proxy.ReadUntilAsync(versions => versions.Count == 2);
        await proxy.WantEndpointsAsync(["ws-order/f1"]);
        await proxy.ReadAsync();

        await f1.DisposeAsync();

        var left = Assert.Single((await proxy.ReadAsync()).Resources).Resource_.Unpack<ClusterLoadAssignment>();
        Assert.Equal([(0u, 0), (1u, 1)], left.Endpoints.Select(group => (group.Priority, group.LbEndpoints.Count)));
        var gone = await proxy.ReadUntilAsync(versions => versions.ContainsKey("ws-order/f1"));
        Assert.Null(gone["ws-order/f1"]);
    }

    [Fact]
    public async Task Branch_NoneOfWhoseInstancesTakesRequests_IsKnown_AndServedByTest()
    {
        await using var test = await _plane.RegisterAsync(ControlPlane.InstanceOf("test", 5101));
        using var proxy = new DeltaClient(_plane.Channel);
        await proxy.WantClustersAsync();
        await proxy.ReadUntilAsync(versions => versions.Count == 1);
        await proxy.WantEndpointsAsync(["ws-order/f1"]);
        await proxy.ReadAsync();

        await using var f1 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201, isReady: false));

        var known = await proxy.ReadUntilAsync(versions => versions.Count == 1);
        Assert.NotNull(known["ws-order/f1"]);
        var endpoints = Assert.Single((await proxy.ReadAsync()).Resources).Resource_.Unpack<ClusterLoadAssignment>();
        Assert.Equal([(0u, 0), (1u, 1)], endpoints.Endpoints.Select(group => (group.Priority, group.LbEndpoints.Count)));

        await f1.DisposeAsync();

        var gone = await proxy.ReadUntilAsync(versions => versions.ContainsKey("ws-order/f1"));
        Assert.Null(gone["ws-order/f1"]);
    }

    [Fact]
    public async Task Change_OfTest_GoesToTestFirst()
    {
        await using var test = await _plane.RegisterAsync(ControlPlane.InstanceOf("test", 5101));
        var branches = await Task.WhenAll(Enumerable.Range(0, 300).Select(i => _plane.RegisterAsync(ControlPlane.InstanceOf($"f{i}", 6000 + i))));
        using var proxy = new DeltaClient(_plane.Channel);
        await proxy.WantClustersAsync();
        var names = (await proxy.ReadUntilAsync(versions => versions.Count == 301)).Keys.ToArray();
        await proxy.WantEndpointsAsync(names);
        await proxy.ReadUntilAsync(versions => versions.Count == 301);

        await using var more = await _plane.RegisterAsync(ControlPlane.InstanceOf("test", 5102));

        Assert.Equal("ws-order/test", Assert.Single((await proxy.ReadAsync()).Resources).Name);
        var others = await proxy.ReadUntilAsync(versions => versions.Count == 300);
        Assert.DoesNotContain("ws-order/test", others.Keys);
        await Task.WhenAll(branches.Select(branch => branch.DisposeAsync().AsTask()));
    }

    [Fact]
    public async Task Endpoints_ThatDoNotExist_AreSaidToBeRemoved_AndComeOnceTheyExist()
    {
        using var proxy = new DeltaClient(_plane.Channel);
        await proxy.WantClustersAsync();
        await proxy.ReadAsync();

        await proxy.WantEndpointsAsync(["ws-order/f1"]);

        Assert.Equal(["ws-order/f1"], (await proxy.ReadAsync()).RemovedResources);
        await using var f1 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        var response = await proxy.ReadUntilAsync(versions => versions.ContainsKey("ws-order/f1"));
        Assert.NotNull(response["ws-order/f1"]);
    }

    [Fact]
    public async Task Proxy_ThatComesBack_IsSentOnlyWhatItDoesNotHold()
    {
        await using var f1 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        await using var f2 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f2", 5202));
        Dictionary<string, string?> held;
        using (var before = new DeltaClient(_plane.Channel))
        {
            await before.WantClustersAsync();
            held = await before.ReadUntilAsync(versions => versions.Count == 2);
        }

        using var proxy = new DeltaClient(_plane.Channel);
        await proxy.WantClustersAsync(new() { ["ws-order/f1"] = held["ws-order/f1"]!, ["ws-order/f2"] = "older", ["ws-order/gone"] = "any" });

        var response = await proxy.ReadAsync();
        Assert.Equal("ws-order/f2", Assert.Single(response.Resources).Name);
        Assert.Equal(["ws-order/gone"], response.RemovedResources);
    }

    [Fact]
    public async Task Proxy_ThatGoesToTheOtherReplica_IsSentNothingThatItHolds()
    {
        await using var other = await ControlPlane.StartAsync();
        await using var here = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        await using var there = await other.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        using var before = new DeltaClient(_plane.Channel);
        await before.WantClustersAsync();
        await before.WantEndpointsAsync(["ws-order/f1"]);
        var cluster = Assert.Single((await before.ReadAsync()).Resources);
        var endpoints = Assert.Single((await before.ReadAsync()).Resources);

        using var proxy = new DeltaClient(other.Channel);
        await proxy.WantClustersAsync(new() { ["ws-order/f1"] = cluster.Version });
        await proxy.WantEndpointsAsync(["ws-order/f1"], new() { ["ws-order/f1"] = endpoints.Version });
        await using var f2 = await other.RegisterAsync(ControlPlane.InstanceOf("f2", 5202));

        Assert.Equal("ws-order/f2", Assert.Single((await proxy.ReadAsync()).Resources).Name);
    }

    [Fact]
    public async Task Proxy_ThatReachesTheHostByAName_GetsTheEndpointsInside()
    {
        await using var f1 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        using var proxy = new DeltaClient(_plane.Channel);
        var node = new Envoy.Config.Core.V3.Node { Id = "container", Metadata = new() { Fields = { [NodeMetadata.HostKey] = Google.Protobuf.WellKnownTypes.Value.ForString("host.docker.internal") } } };

        await proxy.SendAsync(new DeltaDiscoveryRequest { Node = node, TypeUrl = TypeUrls.Cluster });

        var cluster = Assert.Single((await proxy.ReadAsync()).Resources).Resource_.Unpack<Cluster>();
        Assert.Equal(Cluster.Types.DiscoveryType.StrictDns, cluster.Type);
        await using var more = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5202));
        cluster = Assert.Single((await proxy.ReadAsync()).Resources).Resource_.Unpack<Cluster>();
        Assert.Equal([5201u, 5202u], cluster.LoadAssignment.Endpoints[0].LbEndpoints.Select(endpoint => endpoint.Endpoint.Address.SocketAddress.PortValue));
    }

    [Fact]
    public async Task Refusal_IsShownWithItsText_AndNotSentAgain()
    {
        await using var f1 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        using var proxy = new DeltaClient(_plane.Channel);
        await proxy.WantClustersAsync(id: "a\r\nproxy");
        var response = await proxy.ReadAsync();

        await proxy.AnswerAsync(response, "no such\nthing");

        var shown = await Wait.UntilAsync(async () => (await _plane.ReadAsync("/v1/proxies?versions=true"))[0]!, entry => (int)entry["clusters"]!["nacks"]! == 1);
        Assert.Equal("a  proxy", (string)shown["id"]!);
        Assert.Equal("no such thing", (string)shown["clusters"]!["lastNack"]!["text"]!);
        Assert.Equal(1, (int)shown["clusters"]!["acks"]!);
        Assert.Equal(1, (int)shown["clusters"]!["sent"]!);
        Assert.Equal(16, ((string)shown["clusters"]!["versions"]!["ws-order/f1"]!).Length);
    }

    [Fact]
    public async Task Proxy_ThatReadsNothing_IsSentTheLastStateOnce_HoweverOftenItChanged()
    {
        await using var f1 = await _plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        using var proxy = new DeltaClient(_plane.Channel);
        await proxy.WantClustersAsync();
        await proxy.ReadAsync();
        var views = _plane.Part<WsBranches.Xds.ResourceViews>();
        var stream = Assert.Single(_plane.Part<WsBranches.Xds.ProxyStreams>().All);
        var padding = new string('a', 16 * 1024);

        for (var i = 0; i < 2000; i++)
        {
            views.Shared.Clusters.Set("ws-order/f1", XdsResource.Create("ws-order/f1", new Cluster { Name = "ws-order/f1", AltStatName = padding + i }));
            views.Notify();
        }

        var last = views.Shared.Clusters.Find("ws-order/f1")!.Version;
        await proxy.ReadUntilAsync(versions => versions.GetValueOrDefault("ws-order/f1") == last);
        Assert.InRange(stream.Report(type => type.Answers.Sent)[0], 2, 500);
    }
}
