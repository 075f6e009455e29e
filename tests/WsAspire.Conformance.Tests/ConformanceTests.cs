using System.Diagnostics;
using WsAspire.Conformance.Tests.Fleet;
using WsAspire.Conformance.Tests.Proxies;

namespace WsAspire.Conformance.Tests;

/// <summary>Every request finds its branch at every hop, else the default branch, and its answer says so.</summary>
[Collection(OneAtATime.Name)]
public sealed class ConformanceTests
{
    [Theory]
    [InlineData(ProxyKind.Envoy)]
    [InlineData(ProxyKind.Gateway)]
    public async Task Requests_OfAllKindsAtOnce_AreNeverMisrouted(ProxyKind kind)
    {
        var count = Scale.Of(10_000, full: 100_000);
        await using var system = await RoutedSystem.StartAsync(kind);
        using var spans = new SpanCollector();
        using var requests = new MixedRequests(system.Proxy.Door(RouteNames.Bff), system.Proxy.Door(RouteNames.Order), BranchPlan.Branches);
        var clock = Stopwatch.StartNew();

        var wrong = await requests.RunAsync(count, served => CheckSpansAsync(spans, served));

        TestContext.Current.TestOutputHelper!.WriteLine($"{count} requests in {clock.Elapsed.TotalSeconds:f1} s, {wrong.Count} misrouted");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong) + "\n" + system.Proxy.Output);
    }

    // A span ends a moment after its answer.
    private static async Task<string?> CheckSpansAsync(SpanCollector spans, string served)
    {
        var hops = served.Split(", ").Order().ToArray();
        var trace = Activity.Current!.TraceId;
        var limit = Stopwatch.StartNew();
        while (!spans.Served(trace).Order().SequenceEqual(hops))
        {
            if (limit.Elapsed > TimeSpan.FromSeconds(30))
            {
                return $"expected spans {served}, got {string.Join(", ", spans.Served(trace))}";
            }

            await Task.Delay(1);
        }

        return null;
    }
}
