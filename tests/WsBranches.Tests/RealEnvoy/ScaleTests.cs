using System.Diagnostics;
using System.Net;
using WsAspire.Branching.Xds;
using WsBranches.Registry;
using WsBranches.Tests.Hosts;
using WsBranches.Xds;

namespace WsBranches.Tests.RealEnvoy;

public sealed class ScaleTests
{
    // The first ones are the compiler's.
    private const int WarmUp = 50;
    private const int Joins = 300;

    [Theory]
    [InlineData(200)]
    [InlineData(1000, Explicit = true)]
    [InlineData(5000, Explicit = true)]
    public async Task BranchAmongMany_IsServedSoon_AndAChangeOfTestReachesAll(int others)
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
        for (var i = -WarmUp; i < Joins; i++)
        {
            var instance = ControlPlane.InstanceOf($"f{i + WarmUp}", f1.Port);
            var registration = plane.Open();
            var clock = Stopwatch.StartNew();
            await registration.TellAsync(instance);
            await envoy.ServedAsync(instance.Branch, body => body == "f1");
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
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{others} branches: registered to served p50 {joins[Joins / 2]:0.0} ms, p99 {joins[Joins * 99 / 100]:0.0} ms, max {joins[^1]:0.0} ms; test's change served after {own.TotalMilliseconds:0} ms, taken by all after {all.ElapsedMilliseconds} ms");
        Assert.InRange(joins[Joins / 2], 0, 1000);
    }
}
