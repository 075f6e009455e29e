using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using WsAspire.Fuzz;
using WsAspire.Fuzz.Slow;

namespace WsAspire.ServiceDefaults.Tests.Ports;

/// <summary>A service process of its own, whose sockets can be counted.</summary>
public sealed class ServiceProcessTests
{
    private const string Get = "GET /alive HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_ThatComeAndLeaveInEveryWay_LeaveNoSocketBehind()
    {
        await using var service = await ServiceProcess.StartAsync([], Token);
        var before = service.OpenSockets;

        await ComeAndLeaveAsync(service.Port, 3_000);

        await WaitAsync(() => service.OpenSockets, sockets => sockets <= before);
        Assert.StartsWith("HTTP/1.1 200", await RawConnection.ExchangeAsync(service.Port, Get), StringComparison.Ordinal);
        Assert.DoesNotContain("warn", service.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(SlowKind.Silent), 3.0)]
    [InlineData(nameof(SlowKind.HalfPreface), 3.0)]
    [InlineData(nameof(SlowKind.Body), 5.0)]
    [Trait("needs", "quiet")]
    public async Task SlowConnections_OfEachKind_AreCutInTimeWhileOthersAreServed(string kind, double seconds)
    {
        const int Connections = 200;
        var slow = Enum.Parse<SlowKind>(kind);
        await using var service = await ServiceProcess.StartAsync(["--OnePort:SniffTimeout", "00:00:03", "--Limits:DataRateGracePeriod", "00:00:05"], Token);
        using var traffic = new GoodTraffic(service.Port, perSecond: 20);
        await using var attack = new SlowAttack(service.Port, [slow], Connections);

        var served = await traffic.RunAsync(TimeSpan.FromSeconds(3), Token);
        await WaitAsync(() => attack.Of(slow).CutAfter, cut => cut.Length >= Connections);

        Assert.Empty(served.Failed);
        Assert.InRange(attack.Of(slow).CutAfter[0].TotalSeconds, seconds * 0.8, seconds + 15);
    }

    // Nothing, a part of a preface, a preface, a request; left by FIN or by RST.
    private static Task ComeAndLeaveAsync(int port, int times) => Parallel.ForEachAsync(
        Enumerable.Range(0, times),
        new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = Token },
        async (i, token) =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port, token);
            var text = (i % 4) switch { 0 => "", 1 => "PRI * HT", 2 => Preface, _ => Get };
            await socket.SendAsync(System.Text.Encoding.Latin1.GetBytes(text), token);
            if (i % 8 < 4)
            {
                socket.Close(timeout: 0);
            }
        });

    private static async Task WaitAsync<T>(Func<T> read, Func<T, bool> isMet)
    {
        var since = Stopwatch.GetTimestamp();
        while (!isMet(read()))
        {
            Assert.True(Stopwatch.GetElapsedTime(since) < s_patience, $"{read()} after {s_patience.TotalSeconds} s");
            await Task.Delay(20, Token);
        }
    }
}
