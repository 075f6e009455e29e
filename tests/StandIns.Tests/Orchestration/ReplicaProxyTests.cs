using System.Net;
using System.Net.Sockets;
using System.Text;
using Aspire.Hosting.Orchestration;

namespace StandIns.Tests.Orchestration;

public sealed class ReplicaProxyTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connections_TwoReplicas_GoToEachInTurn()
    {
        using var a = new EchoServer("a");
        using var b = new EchoServer("b");
        await using var proxy = Listen(a.Port, b.Port);

        var answers = new List<string>();
        for (var i = 0; i < 4; i++)
        {
            answers.Add(await AskAsync(proxy.Port, "x"));
        }

        Assert.Equal(["a:x", "b:x", "a:x", "b:x"], answers);
    }

    [Fact]
    public async Task Connections_OneReplicaRefuses_AllGoToTheOther()
    {
        using var alive = new EchoServer("alive");
        await using var proxy = Listen(new PortAllocator().Next(), alive.Port);

        for (var i = 0; i < 6; i++)
        {
            Assert.Equal("alive:x", await AskAsync(proxy.Port, "x"));
        }
    }

    [Fact]
    public async Task Connection_NoReplica_IsReset()
    {
        await using var proxy = Listen();

        var exception = await Record.ExceptionAsync(() => AskAsync(proxy.Port, "x"));
        var reset = Assert.IsType<SocketException>(exception as SocketException ?? exception?.InnerException);
        Assert.Equal(SocketError.ConnectionReset, reset.SocketErrorCode);
    }

    [Fact]
    public async Task Connection_ReplicaRemoved_GoesToTheOther()
    {
        using var a = new EchoServer("a");
        using var b = new EchoServer("b");
        await using var proxy = Listen(a.Port, b.Port);

        proxy.Remove(a.Port);

        Assert.Equal("b:x", await AskAsync(proxy.Port, "x"));
        Assert.Equal("b:x", await AskAsync(proxy.Port, "x"));
    }

    [Fact]
    public async Task HalfClose_OfTheClient_ReachesTheReplicaAndTheAnswerComesBackWhole()
    {
        using var server = new EchoServer("s");
        await using var proxy = Listen(server.Port);
        var text = new string('q', 3_000_000);

        var answer = await AskAsync(proxy.Port, text);

        Assert.Equal(text.Length + 2, answer.Length);
    }

    [Fact]
    public async Task Reset_OfTheClient_ReachesTheReplica()
    {
        using var server = new EchoServer("s");
        await using var proxy = Listen(server.Port);
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
        await client.ConnectAsync(IPAddress.Loopback, proxy.Port, Cancelled);
        await client.SendAsync("x"u8.ToArray(), Cancelled);

        client.Dispose();

        Assert.True(await server.SawReset.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled));
    }

    [Fact]
    public async Task Localhost_BothLoopbackAddresses_AreListenedOn()
    {
        using var server = new EchoServer("s");
        await using var proxy = Listen(server.Port);

        foreach (var address in HostAddresses.Of("localhost"))
        {
            using var client = new TcpClient(address.AddressFamily);
            await client.ConnectAsync(address, proxy.Port, Cancelled);
            Assert.True(client.Connected);
        }
    }

    [Fact]
    public async Task Listen_PortTaken_Throws()
    {
        await using var first = Listen();

        Assert.Throws<SocketException>(() => ReplicaProxy.Listen("localhost", first.Port));
    }

    private static ReplicaProxy Listen(params int[] replicas)
    {
        var proxy = ReplicaProxy.Listen("localhost", new PortAllocator().Next());
        Array.ForEach(replicas, proxy.Add);
        return proxy;
    }

    private static async Task<string> AskAsync(int port, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancelled);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), Cancelled);
        client.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(Cancelled);
    }
}
