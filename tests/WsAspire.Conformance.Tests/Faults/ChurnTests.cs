using System.Globalization;
using WsAspire.Conformance.Tests.Fleet;
using WsAspire.Conformance.Tests.Load;
using WsAspire.Conformance.Tests.Proxies;

namespace WsAspire.Conformance.Tests.Faults;

/// <summary>Branches come and go while others, and they themselves, are asked for.</summary>
[Collection(OneAtATime.Name)]
public sealed class ChurnTests
{
    private const int Names = 20;

    [Theory]
    [InlineData(ProxyKind.Envoy)]
    [InlineData(ProxyKind.Gateway)]
    public async Task Branches_ThatComeAndGo_FailNoRequest_AndMisrouteNone(ProxyKind kind)
    {
        var (cycles, perSecond) = (Scale.Of(100, full: 1000), Scale.Of(100, full: 1000));
        await using var system = await OneBranch.StartAsync(kind);

        // Every other request is for f1, which stays; the others are for those that come and go, and say whom they asked for.
        await using var load = new OpenLoad(perSecond, async number =>
        {
            var asked = number % 2 == 0 ? OneBranch.Branch : Name(number / 2);
            var (way, _) = await system.Client.VisitAsync(number % 4 < 2 ? RequestKind.Http1 : RequestKind.Unary, asked);
            return $"{(number % 2 == 0 ? "stays" : "comes")} {way}";
        });
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            await system.Plane.PinAsync(RouteNames.Order, Name(cycle), system.Own.Port);
            if (cycle % Names == 0)
            {
                await Until.TrueAsync(async () => (await system.Client.VisitAsync(RequestKind.Unary, Name(cycle))).Way == "ws-order/f1", () => system.Output);
            }

            await system.Plane.UnpinAsync(RouteNames.Order, Name(cycle));
        }

        var answers = await load.StopAsync();
        LoadReport.Write($"{kind}, {cycles} joins and leaves at {perSecond}/s", answers);
        LoadReport.NoneFailed(answers, () => system.Output);

        // Who comes and goes has f1's instance for a place, or else test.
        Assert.Equal(["stays ws-order/f1"], answers.Select(answer => answer.Way!).Where(way => way.StartsWith("stays", StringComparison.Ordinal)).Distinct());
        Assert.Empty(answers.Select(answer => answer.Way).Except(["stays ws-order/f1", "comes ws-order/f1", "comes ws-order/test"]));
        Assert.Contains(answers, answer => answer.Way == "comes ws-order/test");
    }

    private static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"c{number % Names}");
}
