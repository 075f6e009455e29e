using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WsAspire.Fuzz.Slow;

/// <summary>One connection of an attacker.</summary>
internal sealed class SlowConnection(SlowKind kind, int port)
{
    private const int ReadAtATime = 1024;
    private const int AnswerSize = 3_000_000;
    private static readonly TimeSpan s_pace = TimeSpan.FromSeconds(1);

    /// <summary>Whether the service took the connection.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>How long the service let it be; null while it still does.</summary>
    public TimeSpan? CutAfter { get; private set; }

    /// <summary>Holds the connection until it is cut, or the attack is over.</summary>
    public async Task HoldAsync(CancellationToken over)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        if (kind == SlowKind.Reading)
        {
            socket.ReceiveBufferSize = ReadAtATime;
        }

        var since = Stopwatch.GetTimestamp();
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), over);
            IsOpen = true;
            await socket.SendAsync(Opening(), over);
            if (kind == SlowKind.Reading)
            {
                await ReadSlowlyAsync(socket, over);
            }
            else
            {
                await DripUntilCutAsync(socket, over);
            }

            CutAfter = Stopwatch.GetElapsedTime(since);
        }
        catch (SocketException)
        {
            CutAfter = IsOpen ? Stopwatch.GetElapsedTime(since) : null;
        }
        catch (OperationCanceledException)
        {
            // The attack is over.
        }
    }

    private ReadOnlyMemory<byte> Opening() => Encoding.ASCII.GetBytes(kind switch
    {
        SlowKind.HalfPreface => "PRI * HT",
        SlowKind.Headers => "GET /alive HTTP/1.1\r\nHost: x\r\n",
        SlowKind.Body => "POST /v1/everything HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
        SlowKind.Reading => $"POST /v1/everything HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 24\r\n\r\n{{\"text\":\"bytes={AnswerSize}\"}}",
        SlowKind.Idle => "GET /alive HTTP/1.1\r\nHost: x\r\n\r\n",
        _ => "",
    });

    private async Task DripUntilCutAsync(Socket socket, CancellationToken over)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(over);
        Task[] both = [ReadToEndAsync(socket, cut.Token), DripAsync(socket, cut.Token)];
        var first = await Task.WhenAny(both);
        await cut.CancelAsync();
        await Task.WhenAll(both).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await first;
    }

    private async Task DripAsync(Socket socket, CancellationToken over)
    {
        var drop = kind switch
        {
            SlowKind.Headers => "X-A: b\r\n"u8.ToArray(),
            SlowKind.Body => " "u8.ToArray(),
            _ => [],
        };
        while (true)
        {
            await Task.Delay(s_pace, over);
            if (drop.Length > 0)
            {
                await socket.SendAsync(drop, over);
            }
        }
    }

    private static async Task ReadToEndAsync(Socket socket, CancellationToken over)
    {
        var buffer = new byte[512];
        while (await socket.ReceiveAsync(buffer, over) > 0)
        {
        }
    }

    private static async Task ReadSlowlyAsync(Socket socket, CancellationToken over)
    {
        var buffer = new byte[ReadAtATime];
        while (await socket.ReceiveAsync(buffer, over) > 0)
        {
            await Task.Delay(s_pace, over);
        }
    }
}
