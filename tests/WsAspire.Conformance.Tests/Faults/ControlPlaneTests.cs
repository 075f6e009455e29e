using System.Text.Json.Nodes;
using WsAspire.Conformance.Tests.Fleet;
using WsAspire.Conformance.Tests.Load;
using WsAspire.Conformance.Tests.Proxies;

namespace WsAspire.Conformance.Tests.Faults;

/// <summary>The control plane dies and comes back under load.</summary>
[Collection(OneAtATime.Name)]
public sealed class ControlPlaneTests
{
    private const int PerSecond = 100;

    [Theory]
    [InlineData(ProxyKind.Envoy)]
    [InlineData(ProxyKind.Gateway)]
    public async Task Outage_IsNotNoticed_AndNothingIsDroppedAfterIt(ProxyKind kind)
    {
        var seconds = Scale.Of(3, full: 60);
        await using var system = await OneBranch.StartAsync(kind);
        await using var load = new OpenLoad(PerSecond, system.ReadAsync);
        await load.MoreAsync(PerSecond);

        await system.Plane.KillAsync();
        await load.MoreAsync(seconds * PerSecond);
        await system.Plane.RestartAsync();
        await Until.TrueAsync(async () => IsBack(JsonNode.Parse(await system.Plane.ReadAsync("/v1/branches"))!), () => system.Output);
        await load.MoreAsync(PerSecond);

        var answers = await load.StopAsync();
        LoadReport.Write($"{kind}, control plane away for {seconds} s", answers);
        LoadReport.NoneFailed(answers, () => system.Output);
        Assert.All(answers, answer => Assert.Equal("ws-order/f1", answer.Way));
    }

    // Warming is over, and both instances came back.
    private static bool IsBack(JsonNode state) => !(bool)state["warming"]!
        && state["services"]!.AsArray().Sum(service => service!["branches"]!.AsArray().Sum(branch => branch!["instances"]!.AsArray().Count)) == 2;
}
