using System.Globalization;
using WsAspire.Conformance.Tests.Fleet;
using WsAspire.Conformance.Tests.Proxies;
using WsAspire.Testing;

namespace WsAspire.Conformance.Tests.Cost;

/// <summary>What branches cost a proxy: measured by <c>benchmarks/run branches</c>, not by <c>./test</c>. The raw data are in the output, one line each.</summary>
[Collection(OneAtATime.Name)]
public sealed class CostTests
{
    private const int WarmUpSeconds = 10;
    private const int Seconds = 4;
    private const int Rounds = 5;
    private static readonly int[] s_sizes = [1, 100, 1000, 5000];

    [Theory(Explicit = true)]
    [InlineData(ProxyKind.Envoy)]
    [InlineData(ProxyKind.Gateway)]
    public async Task Branches_CostMemory_AndNoTime(ProxyKind kind)
    {
        await using var instance = await InstanceProcess.StartAsync("test", controlPlane: ServiceProcess.FreePort());
        var proxies = new List<LoadedProxy>();
        try
        {
            foreach (var size in s_sizes)
            {
                proxies.Add(await LoadedProxy.StartAsync(kind, size, instance.Port));
            }

            foreach (var proxy in proxies)
            {
                Write($"{kind}\t{proxy.Size}\tMiB\t{proxy.ResidentBytes / 1048576.0:f1}\tstats\t{proxy.Stats}");
            }

            foreach (var proxy in proxies)
            {
                await Wrk.RunAsync(proxy.Door, proxy.Branch, WarmUpSeconds);
            }

            // In turn, so that a drift of the machine hits all alike; the service itself too.
            for (var round = 0; round < Rounds; round++)
            {
                var (p50, p99, perSecond) = await Wrk.RunAsync(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{instance.Port}")), "test", Seconds);
                Write($"none\t0\tp50\t{p50:f0}\tp99\t{p99:f0}\trequests/s\t{perSecond:f0}");
                foreach (var proxy in proxies)
                {
                    (p50, p99, perSecond) = await Wrk.RunAsync(proxy.Door, proxy.Branch, Seconds);
                    Write($"{kind}\t{proxy.Size}\tp50\t{p50:f0}\tp99\t{p99:f0}\trequests/s\t{perSecond:f0}");
                }
            }
        }
        finally
        {
            foreach (var proxy in proxies)
            {
                await proxy.DisposeAsync();
            }
        }
    }

    private static void Write(FormattableString line) => TestContext.Current.TestOutputHelper!.WriteLine("data\t" + FormattableString.Invariant(line));
}
