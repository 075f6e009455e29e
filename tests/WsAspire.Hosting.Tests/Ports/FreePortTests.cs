using System.Net;
using System.Net.Sockets;
using WsAspire.Hosting.Ports;

namespace WsAspire.Hosting.Tests.Ports;

public sealed class FreePortTests
{
    private const int Ports = 300;

    /// <summary>Where Linux begins to take ports for outgoing connections, if nobody changed it.</summary>
    private const int FirstOutgoing = 32_768;

    private static readonly int[] s_ports = [.. Enumerable.Range(0, Ports).Select(_ => FreePort.Take())];

    [Fact]
    public void Take_ManyTimes_NeverGivesTheSame() => Assert.Equal(Ports, s_ports.Distinct().Count());

    [Fact]
    public void Take_GivesNone_ThatAnOutgoingConnectionMayHaveByTheTimeItIsUsed() => Assert.All(s_ports, port => Assert.InRange(port, 1024, FirstOutgoing - 1));

    [Fact]
    public void Take_SaysToOtherProcesses_ThatThePortIsGiven()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);

        Assert.Throws<SocketException>(() => other.Bind(new IPEndPoint(IPAddress.Loopback, s_ports[0])));
    }
}
