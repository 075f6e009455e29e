using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WsAspire.Hosting.Ports;

/// <summary>Gives out loopback ports that nobody uses, none twice, nor one that another system of this machine was given.</summary>
/// <remarks>
/// They lie below the range from which Linux takes the local ports of outgoing connections: one of those could else have the port by the time that its program listens.
/// Until it does nothing is seen of it, so the port of the same number for datagrams is held as long as this process lives, and says so to others.
/// </remarks>
internal static class FreePort
{
    private const int First = 20_000;
    private const int AfterLast = 32_768;
    private const int MostAttempts = 1000;
    private static readonly ConcurrentBag<Socket> s_claims = [];

    /// <summary>Takes one.</summary>
    /// <exception cref="InvalidOperationException">There is none left.</exception>
    public static int Take()
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var port = Random.Shared.Next(First, AfterLast);
            if (IsFree(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || IsFree(IPAddress.IPv6Loopback, port)) && TryClaim(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {AfterLast - 1}.");
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException exception)
        {
            // A machine may have IPv6 without its loopback address.
            return exception.SocketErrorCode == SocketError.AddressNotAvailable;
        }
    }

    private static bool TryClaim(int port)
    {
        var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            claim.Bind(new IPEndPoint(IPAddress.Loopback, port));
            s_claims.Add(claim);
            return true;
        }
        catch (SocketException)
        {
            claim.Dispose();
            return false;
        }
    }
}
