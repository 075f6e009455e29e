using System.Diagnostics;
using System.Net;
using WsAspire.Branching.Xds;
using WsBranches.Registry;
using WsBranches.Tests.Hosts;
using WsBranches.Xds;

namespace WsBranches.Tests.RealEnvoy;

public sealed class ScaleTests
{
    // The first joins are the compiler's: it works on what is called again and again for some hundred of them, on one of two processors.
    [Theory]
    [InlineData(200, 20, 100, double.PositiveInfinity)]
    [InlineData(1000, 400, 500, 20, Explicit = true)]
    [InlineData(5000, 400, 500, 150, Explicit = true)]
    public async Task BranchAmongMany_IsServedSoon_AndAChangeOfTestReachesAll(int others, int warmUp, int count, double p99Goal)
    {
        await using var plane = await ControlPlane.StartAsync();
        await using var test = await BackEnd.StartAsync("test");
        await using var more = await BackEnd.StartAsync("more");
        await using var f1 = await BackEnd.StartAsync("f1");
        await using var ofTest = await plane.RegisterAsync(ControlPlane.InstanceOf("test", test.Port));
        var pins = plane.Part<Pins>();
        for (var i = 0; i < others; i++)
        {
            pins.Put(new BranchKey("ws-order", $"other{i}"), [new IPEndPoint(IPAddress.Loopback, f1.Port)], ttl: null);
        }

        await using var envoy = await EnvoyProcess.StartAsync(plane.Port);
        await envoy.ServedAsync($"other{others - 1}", body => body == "f1");
        var joins = new List<double>();
        for (var i = -warmUp; i < count; i++)
        {
            var instance = ControlPlane.InstanceOf($"f{i + warmUp}", f1.Port);
            var registration = plane.Open();
            var clock = Stopwatch.StartNew();
            await registration.TellAsync(instance);
            while ((await envoy.GetAsync(instance.Branch)).Body != "f1")
            {
                // One request after the other: a pause between them would be measured.
                Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            }

            if (i >= 0)
            {
                joins.Add(clock.Elapsed.TotalMilliseconds);
            }

            // The next one is not measured beside the end of this.
            await registration.DisposeAsync();
            await envoy.ServedAsync(instance.Branch, body => body == "test");
        }

        var all = Stopwatch.StartNew();
        await using var second = await plane.RegisterAsync(ControlPlane.InstanceOf("test", more.Port));
        await envoy.ServedAsync(null, body => body == "more");
        var own = all.Elapsed;
        var last = plane.Part<ResourceViews>().Shared.Endpoints;
        var stream = plane.Part<ProxyStreams>().All.Single();
        while (!stream.Report(type => type.TypeUrl != TypeUrls.Endpoints
            || (type.Answers.Sent == type.Answers.Acks && type.Subscription.Held.All(entry => entry.Value == last.Find(entry.Key)?.Version))).All(isTaken => isTaken))
        {
            // Seldom: it stops the stream.
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        joins.Sort();
        var p99 = joins[count * 99 / 100];
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{others} branches: registered to served p50 {joins[count / 2]:0.0} ms, p99 {p99:0.0} ms, max {joins[^1]:0.0} ms; test's change served after {own.TotalMilliseconds:0} ms, taken by all after {all.ElapsedMilliseconds} ms");
        Assert.InRange(joins[count / 2], 0, 1000);
        Assert.InRange(p99, 0, p99Goal);
    }
}
