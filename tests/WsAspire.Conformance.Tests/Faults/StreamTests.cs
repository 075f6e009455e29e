using WsAspire.Conformance.Tests.Fleet;
using WsAspire.Conformance.Tests.Proxies;

namespace WsAspire.Conformance.Tests.Faults;

/// <summary>Streams of a branch that is taken away, or moves to another instance.</summary>
[Collection(OneAtATime.Name)]
public sealed class StreamTests
{
    private const int Streams = 20;
    private const int Messages = 200;

    [Theory]
    [InlineData(ProxyKind.Envoy)]
    [InlineData(ProxyKind.Gateway)]
    public async Task Streams_OfABranchThatMovesAndIsRemoved_EndByThemselves(ProxyKind kind)
    {
        await using var system = await OneBranch.StartAsync(kind);
        const string branch = "f2";
        await system.Plane.PinAsync(RouteNames.Order, branch, system.Own.Port);
        await Until.TrueAsync(async () => (await system.Client.VisitAsync(RequestKind.Unary, branch)).Way == "ws-order/f1");

        // They begin at the first instance; while they run the branch moves to the other one, and then is none.
        var streams = Enumerable.Range(0, Streams).Select(_ => system.Client.StreamAsync(branch, Messages)).ToArray();
        await Task.WhenAll(streams.Select(stream => stream.Begun));
        await system.Plane.PinAsync(RouteNames.Order, branch, system.Test.Port);
        await Until.TrueAsync(async () => (await system.Client.VisitAsync(RequestKind.Unary, branch)).Way == "ws-order/test");
        await system.Plane.UnpinAsync(RouteNames.Order, branch);
        Assert.Contains(streams, stream => !stream.Done.IsCompleted);

        foreach (var stream in streams)
        {
            Assert.Equal(Enumerable.Repeat("ws-order/f1", Messages), await stream.Done);
        }
    }
}
