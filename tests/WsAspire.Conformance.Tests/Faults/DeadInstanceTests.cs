using WsAspire.Conformance.Tests.Fleet;
using WsAspire.Conformance.Tests.Load;
using WsAspire.Conformance.Tests.Proxies;

namespace WsAspire.Conformance.Tests.Faults;

/// <summary>A branch's only instance dies or hangs under load.</summary>
[Collection(OneAtATime.Name)]
public sealed class DeadInstanceTests
{
    [Theory]
    [InlineData(ProxyKind.Envoy)]
    [InlineData(ProxyKind.Gateway)]
    public async Task Answers_SayThatTheBranchIsUnhealthy_AndLaterThatThereIsNone(ProxyKind kind)
    {
        await using var system = await OneBranch.StartAsync(kind);
        await system.Own.KillAsync("KILL");

        List<string> served = [];
        await Until.TrueAsync(
            async () =>
            {
                served.Add((await system.Client.VisitAsync(served.Count % 2 == 0 ? RequestKind.Http1 : RequestKind.Unary, OneBranch.Branch)).Served);
                return served[^1] == "ws-order=test(no-instance)";
            },
            () => $"{string.Join('\n', served)}\n{system.Output}");

        Assert.Equal(["ws-order=test(unhealthy)", "ws-order=test(no-instance)"], served.Distinct());
    }

    // On a machine that is busy everything takes longer, but not for ever. What it took is in the output.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(8);

    [Theory]
    [InlineData(ProxyKind.Envoy, "KILL", false)]
    [InlineData(ProxyKind.Envoy, "KILL", true)]
    [InlineData(ProxyKind.Envoy, "STOP", false)]
    [InlineData(ProxyKind.Envoy, "STOP", true)]
    [InlineData(ProxyKind.Gateway, "KILL", false)]
    [InlineData(ProxyKind.Gateway, "KILL", true)]
    [InlineData(ProxyKind.Gateway, "STOP", false)]
    [InlineData(ProxyKind.Gateway, "STOP", true)]
    public async Task Reads_AllSucceed_AndTestServesFromThenOn(ProxyKind kind, string signal, bool withoutControlPlane)
    {
        var perSecond = Scale.Of(100, full: 500);
        await using var system = await OneBranch.StartAsync(kind);
        if (withoutControlPlane)
        {
            await system.Plane.KillAsync();
        }

        await using var load = new OpenLoad(perSecond, system.ReadAsync);
        await load.MoreAsync(perSecond);
        await system.Own.KillAsync(signal);
        await Until.TrueAsync(() => Task.FromResult(load.Answers.Any(answer => answer.Way == "ws-order/test")));
        await load.MoreAsync(2 * perSecond);

        var answers = await load.StopAsync();
        LoadReport.Write($"{kind} {signal} at {perSecond}/s{(withoutControlPlane ? " without the control plane" : "")}", answers);
        LoadReport.NoneFailed(answers, () => system.Output);

        // What is sent after the first answer of test is answered by test.
        var first = answers.Where(answer => answer.Way == "ws-order/test").Min(answer => answer.Started + answer.Latency);
        Assert.Equal(["ws-order/f1", "ws-order/test"], answers.Select(answer => answer.Way).Distinct());
        Assert.All(answers.Where(answer => answer.Started > first), answer => Assert.Equal("ws-order/test", answer.Way));
        Assert.InRange(answers.Max(answer => answer.Latency), TimeSpan.Zero, s_longest);
    }
}
