using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>The addresses that an endpoint's target host means.</summary>
internal static class HostAddresses
{
    /// <summary>"localhost" and its subdomains mean both loopback addresses; "*", "+", "0.0.0.0" every IPv4 address; an IP address itself.</summary>
    public static IPAddress[] Of(string host) => host switch
    {
        "*" or "+" or "0.0.0.0" => [IPAddress.Any],
        _ when IPAddress.TryParse(host, out var address) => [address],
        _ when HasLoopbackV6() => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        _ => [IPAddress.Loopback],
    };

    /// <summary>Whether the port can be listened on at each of the host's addresses.</summary>
    public static bool IsFree(string host, int port) => Array.TrueForAll(Of(host), address => IsFree(address, port));

    private static bool HasLoopbackV6() => Socket.OSSupportsIPv6 && IsFree(IPAddress.IPv6Loopback, 0);

    private static bool IsFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
