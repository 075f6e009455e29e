using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using WsAspire.Branching.Xds;
using WsBranches.Registry;
using WsBranches.Tests.Hosts;

namespace WsBranches.Tests.Services;

public sealed class WarmingTests
{
    [Fact]
    public async Task WhileWarming_WhatAProxyHolds_IsNeitherTakenNorChanged_AfterwardsItIs()
    {
        var (time, wait) = (new FakeTimeProvider(TimeProvider.System.GetUtcNow()), TimeSpan.FromSeconds(2));
        await using var plane = await ControlPlane.StartAsync(wait, warmingTime: time);
        await using var f1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        using var proxy = new DeltaClient(plane.Channel);
        Dictionary<string, string> held = new() { ["ws-order/test"] = "before", ["ws-order/f1"] = "before", ["ws-order/gone"] = "before" };

        await proxy.WantClustersAsync(held);
        await proxy.WantEndpointsAsync(["ws-order/f2", .. held.Keys], held);
        await using var f2 = await plane.RegisterAsync(ControlPlane.InstanceOf("f2", 5202));

        var warming = plane.Part<Warming>();
        List<string> whileWarming = [];
        Dictionary<string, bool> afterwards = [];
        while (afterwards.Count < 6)
        {
            // What is new here has come; then, however long that took, it is over.
            if (whileWarming.Count == 2)
            {
                await Wait.UntilAsync(() => End(warming, time, wait));
            }

            var response = await proxy.ReadAsync();
            var isOver = warming.IsOver;
            foreach (var (name, isRemoved) in response.Resources.Select(resource => (resource.Name, false)).Concat(response.RemovedResources.Select(name => (name, true))))
            {
                if (held.ContainsKey(name))
                {
                    Assert.True(isOver, name);
                    afterwards[$"{response.TypeUrl} {name}"] = isRemoved;
                }
                else
                {
                    whileWarming.Add($"{response.TypeUrl} {name}");
                }
            }
        }

        Assert.Contains($"{TypeUrls.Cluster} ws-order/f2", whileWarming);
        Assert.Contains($"{TypeUrls.Endpoints} ws-order/f2", whileWarming);
        Assert.All(afterwards, entry => Assert.Equal(!entry.Key.EndsWith("f1", StringComparison.Ordinal), entry.Value));
    }

    // It begins to wait a moment after its host has started.
    private static bool End(Warming warming, FakeTimeProvider time, TimeSpan wait)
    {
        time.Advance(wait);
        return warming.IsOver;
    }

    [Fact]
    public async Task WhileWarming_WhatIsKnownHere_IsTaken()
    {
        await using var plane = await ControlPlane.StartAsync(warming: TimeSpan.FromMinutes(1));
        using var proxy = new DeltaClient(plane.Channel);
        await proxy.WantClustersAsync();
        await proxy.ReadAsync();
        var f1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        Assert.Equal("ws-order/f1", Assert.Single((await proxy.ReadAsync()).Resources).Name);

        await f1.DisposeAsync();

        Assert.Equal(["ws-order/f1"], (await proxy.ReadAsync()).RemovedResources);
    }

    [Fact]
    public async Task ControlPlane_ThatStops_TakesNothingFromProxies()
    {
        var plane = await ControlPlane.StartAsync();
        await using var f1 = await plane.RegisterAsync(ControlPlane.InstanceOf("f1", 5201));
        using var proxy = new DeltaClient(plane.Channel);
        await proxy.WantClustersAsync();
        await proxy.ReadAsync();

        var next = proxy.ReadAsync();
        // Kestrel's own end, which follows, may close a connection before the status of a stream that has just ended.
        plane.Part<IHostApplicationLifetime>().StopApplication();

        var end = await Assert.ThrowsAsync<Grpc.Core.RpcException>(() => next);
        Assert.True(end.StatusCode == Grpc.Core.StatusCode.Unavailable, end.ToString());
        await plane.DisposeAsync();
    }
}
