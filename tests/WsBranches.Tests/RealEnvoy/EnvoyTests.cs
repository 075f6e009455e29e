using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Envoy.Config.Cluster.V3;
using Envoy.Extensions.Upstreams.Http.V3;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.Extensions.Time.Testing;
using WsAspire.Branching.Routing;
using WsAspire.Branching.Xds;
using WsBranches.Registry;
using WsBranches.Tests.Hosts;
using WsBranches.Xds;

namespace WsBranches.Tests.RealEnvoy;

public sealed class EnvoyTests
{
    private static readonly JsonParser s_parser = new(JsonParser.Settings.Default.WithTypeRegistry(TypeRegistry.FromFiles(HttpProtocolOptionsReflection.Descriptor)));

    [Fact]
    public async Task Request_FindsItsBranch_ElseTest()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var test = await BackEnd.StartAsync("test");
        await using var f1 = await BackEnd.StartAsync("f1");
        await using var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", test.Port));
        await using var envoy = await EnvoyProcess.StartAsync(plane.Port);
        await envoy.ServedAsync("f1", body => body == "test");

        var clock = Stopwatch.StartNew();
        var ofF1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", f1.Port));
        await envoy.ServedAsync("f1", body => body == "f1");
        TestContext.Current.TestOutputHelper!.WriteLine($"registered to first request served: {clock.Elapsed.TotalMilliseconds:0.0} ms");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(1));

        foreach (var other in new[] { null, "test", "f2", "F1", "f1,f1", "../f1", "test;x", "", new string('a', 300) })
        {
            Assert.Equal((200, "test"), await envoy.GetAsync(other));
        }

        await ofF1.DisposeAsync();
        await envoy.ServedAsync("f1", body => body == "test");
    }

    [Fact]
    public async Task Envoy_TakesEveryResource_AndShowsWhatWasMeant()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var test = await plane.RegisterAsync(ControlPlane.InstanceOf("test", 5101));
        await using var f1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        var debugged = ControlPlane.InstanceOf("f2", 5202);
        debugged.Debugging = true;
        await using var f2 = await plane.RegisterAsync(debugged);
        await using var bff = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5301, "ws-bff"));
        await using var envoy = await EnvoyProcess.StartAsync(plane.Port);

        var proxy = await Wait.UntilAsync(
            async () => (await plane.ReadAsync("/v1/proxies")).AsArray().SingleOrDefault(),
            entry => entry is not null && (int)entry["endpoints"]!["held"]! == 4 && new[] { "clusters", "endpoints" }.All(type => (int)entry[type]!["acks"]! == (int)entry[type]!["sent"]!));
        Assert.Equal((0, 0), ((int)proxy!["clusters"]!["nacks"]!, (int)proxy["endpoints"]!["nacks"]!));
        Assert.Equal("front", (string)proxy["id"]!);
        Assert.StartsWith("envoy 1.", (string)proxy["program"]!, StringComparison.Ordinal);
        Assert.Equal(0, await envoy.StatAsync("cluster_manager.cds.update_rejected"));

        var clusters = await envoy.DumpClustersAsync();
        Assert.Equal(["ws-bff/f1", "ws-order/f1", "ws-order/f2", "ws-order/test"], clusters.Keys.Order());
        foreach (var (branch, port, isDebugging) in new[] { ("test", 5101, false), ("f1", 5201, false), ("f2", 5202, true) })
        {
            Assert.Equal(ClusterResources.Create(Branch(branch, port, isDebugging)), Parse(clusters[$"ws-order/{branch}"]));
        }

        var endpoints = (await envoy.DumpEndpointsAsync())["ws-order/f1"];
        Assert.Equal(100_000, (int)endpoints["policy"]!["overprovisioning_factor"]!);
        Assert.Equal(["0 127.0.0.1:5201 f1", "1 127.0.0.1:5101 test"], Endpoints(endpoints));
    }

    [Fact]
    public async Task Branch_WithOneOfTwoInstancesDead_LosesNothing_AndGoesToTestOnceBothAre()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var test = await BackEnd.StartAsync("test");
        await using var one = await BackEnd.StartAsync("one");
        await using var two = await BackEnd.StartAsync("two");
        await using var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", test.Port));
        await using var ofOne = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", one.Port));
        await using var ofTwo = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", two.Port));
        await using var envoy = await EnvoyProcess.StartAsync(plane.Port);
        await envoy.ServedAsync("f1", body => body == "one");
        await envoy.ServedAsync("f1", body => body == "two");

        // Their registrations live on, so it is Envoy alone that finds out. The request that does is repeated at the next priority.
        await one.DisposeAsync();
        await Wait.UntilAsync(
            async () => (Answer: await envoy.GetAsync("f1"), Ejected: await envoy.StatAsync("cluster.ws-order.outlier_detection.ejections_active")),
            seen => seen.Answer.Status == 200 ? seen.Ejected == 1 : throw new InvalidOperationException(seen.ToString()));
        for (var i = 0; i < 300; i++)
        {
            Assert.Equal((200, "two"), await envoy.GetAsync("f1"));
        }

        await two.DisposeAsync();
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal((200, "test"), await envoy.GetAsync("f1"));
        }
    }

    [Fact]
    public async Task Answers500_AreTheBranchsOwn_AndSendNobodyToTest()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var test = await BackEnd.StartAsync("test");
        await using var f1 = await BackEnd.StartAsync("f1");
        await using var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", test.Port));
        await using var ofF1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", f1.Port));
        await using var envoy = await EnvoyProcess.StartAsync(plane.Port);
        await envoy.ServedAsync("f1", body => body == "f1");

        for (var i = 0; i < 50; i++)
        {
            Assert.Equal((500, "f1"), await envoy.GetAsync("f1", "/fail"));
        }
    }

    [Fact]
    public async Task Branch_ThatBecomesDebugged_OrUnready_OrMoves_IsServedWithoutAFault()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var test = await BackEnd.StartAsync("test");
        await using var f1 = await BackEnd.StartAsync("f1");
        await using var moved = await BackEnd.StartAsync("moved");
        await using var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", test.Port));
        var instance = ControlPlane.InstanceOf("f1", f1.Port);
        await using var ofF1 = await plane.RegisterAsync(instance);
        await using var envoy = await EnvoyProcess.StartAsync(plane.Port);
        await envoy.ServedAsync("f1", body => body == "f1");
        await using var load = new Load(() => envoy.GetAsync("f1"));

        await load.SeesAsync("f1");
        instance.Debugging = true;
        await ofF1.TellAsync(instance);
        await Wait.UntilAsync(envoy.DumpClustersAsync, clusters => clusters.GetValueOrDefault("ws-order/f1") is { } cluster && cluster["outlier_detection"] is null);
        instance.Port = moved.Port;
        await ofF1.TellAsync(instance);
        await load.SeesAsync("moved");
        instance.Ready = false;
        await ofF1.TellAsync(instance);
        await load.SeesAsync("test");
        instance.Ready = true;
        await ofF1.TellAsync(instance);
        await load.SeesAsync("moved");

        Assert.Equal(["f1", "moved", "test", "moved"], await load.StopAsync());
    }

    [Fact]
    public async Task Branch_ThatIsDebugged_IsNotGivenUp_AndItsRequestsAreNotRepeatedElsewhere()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var test = await BackEnd.StartAsync("test");
        await using var f1 = await BackEnd.StartAsync("f1");
        await using var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", test.Port));
        var instance = ControlPlane.InstanceOf("f1", f1.Port);
        instance.Debugging = true;
        await using var ofF1 = await plane.RegisterAsync(instance);
        await using var envoy = await EnvoyProcess.StartAsync(plane.Port);
        await envoy.ServedAsync("f1", body => body == "f1");
        await ofF1.FallSilentAsync();

        await f1.DisposeAsync();

        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(503, (await envoy.GetAsync("f1")).Status);
        }
    }

    [Fact]
    public async Task Resource_ThatEnvoyRefuses_IsShownWithItsReason_AndHarmsNoOther()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var f1 = await BackEnd.StartAsync("f1");
        await using var envoy = await EnvoyProcess.StartAsync(plane.Port);
        var views = plane.Part<ResourceViews>();

        views.Shared.Clusters.Set("ws-order/bad", XdsResource.Create("ws-order/bad", new Cluster { Name = "ws-order/bad", LbPolicy = Cluster.Types.LbPolicy.ClusterProvided }));
        views.Notify();

        var proxy = await Wait.UntilAsync(async () => (await plane.ReadAsync("/v1/proxies")).AsArray().SingleOrDefault(), entry => entry is not null && (int)entry["clusters"]!["nacks"]! == 1);
        var nack = proxy!["clusters"]!["lastNack"]!;
        Assert.Contains("ws-order/bad", (string)nack["text"]!, StringComparison.Ordinal);
        Assert.Equal(["ws-order/bad"], nack["names"]!.AsArray().Select(name => (string)name!));
        await using var ofF1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", f1.Port));
        await envoy.ServedAsync("f1", body => body == "f1");
    }

    [Fact]
    public async Task Envoy_ThatReachesTheHostByAName_IsServedByStrictDns()
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var test = await BackEnd.StartAsync("test");
        await using var f1 = await BackEnd.StartAsync("f1");
        await using var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", test.Port));
        await using var envoy = await EnvoyProcess.StartAsync(plane.Port, host: "localhost");

        var ofF1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", f1.Port));

        await envoy.ServedAsync("f1", body => body == "f1");
        Assert.Equal(ClusterResources.CreateForHost(Branch("f1", f1.Port, isDebugging: false, test.Port), "localhost"), Parse((await envoy.DumpClustersAsync())["ws-order/f1"]));
        await ofF1.DisposeAsync();
        await envoy.ServedAsync("f1", body => body == "test");
        Assert.Equal(0, await envoy.StatAsync("cluster_manager.cds.update_rejected"));
    }

    [Fact]
    public async Task ControlPlane_ThatIsRestarted_TakesNothing_UntilInstancesHadTimeToComeBack()
    {
        await using var test = await BackEnd.StartAsync("test");
        await using var f1 = await BackEnd.StartAsync("f1");
        var plane = await ControlPlane.StartAsync();
        var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", test.Port));
        var ofF1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", f1.Port));
        var ofF2 = await plane.RegisterAsync(ControlPlane.InstanceOf("f2", f1.Port));
        await using var envoy = await EnvoyProcess.StartAsync(plane.Port);
        await envoy.ServedAsync("f1", body => body == "f1");
        await envoy.ServedAsync("f2", body => body == "f1");
        await using var load = new Load(() => envoy.GetAsync("f1"));

        await plane.DisposeAsync();
        var (time, warming) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), TimeSpan.FromSeconds(4));
        await using var again = await ControlPlane.StartAsync(warming, plane.Port, warmingTime: time);
        await Wait.UntilAsync(() => again.ReadAsync("/v1/proxies"), proxies => proxies.AsArray().Count == 1);
        Assert.Equal((200, "f1"), await envoy.GetAsync("f2"));
        Assert.True((bool)(await again.ReadAsync("/v1/branches"))["warming"]!);
        await using var backTest = await again.RegisterAsync(ControlPlane.InstanceOf("test", test.Port));
        await using var backF1 = await again.RegisterAsync(ControlPlane.InstanceOf("f1", f1.Port));

        // f2 does not come back.
        await Wait.UntilAsync(() => EndWarming(again.Part<Warming>(), time, warming));
        await envoy.ServedAsync("f2", body => body == "test");
        Assert.False((bool)(await again.ReadAsync("/v1/branches"))["warming"]!);
        Assert.Equal(["f1"], await load.StopAsync());
        foreach (var registration in new[] { ofTest, ofF1, ofF2 })
        {
            await registration.DisposeAsync();
        }
    }

    [Fact]
    public async Task Envoy_WithoutAControlPlane_ServesTheStaticAddress()
    {
        await using var test = await BackEnd.StartAsync("static");
        await using var envoy = await EnvoyProcess.StartAsync(planePort: 1, test.Port);

        Assert.Equal((200, "static"), await envoy.GetAsync("f1"));
    }

    // It begins to wait a moment after its host has started.
    private static bool EndWarming(Warming warming, FakeTimeProvider time, TimeSpan wait)
    {
        time.Advance(wait);
        return warming.IsOver;
    }

    private static BranchEndpoints Branch(string branch, int port, bool isDebugging, int ofTest = 5101) =>
        new("ws-order", branch, [new BranchInstance(IPAddress.Loopback, port, isDebugging)], "test", [new BranchInstance(IPAddress.Loopback, ofTest, false)]);

    private static Cluster Parse(JsonNode cluster)
    {
        cluster.AsObject().Remove("@type");
        return s_parser.Parse<Cluster>(cluster.ToJsonString());
    }

    private static IEnumerable<string> Endpoints(JsonNode assignment) => assignment["endpoints"]!.AsArray().SelectMany(group => group!["lb_endpoints"]!.AsArray().Select(endpoint =>
    {
        var address = endpoint!["endpoint"]!["address"]!["socket_address"]!;
        return $"{group["priority"] ?? 0} {address["address"]}:{address["port_value"]} {endpoint["metadata"]!["filter_metadata"]!["ws"]!["branch"]}";
    }));
}
