using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace WsAspire.Testing;

/// <summary>Gives out loopback ports for programs that a test starts, none twice, whichever test process asks.</summary>
/// <remarks>
/// They lie below the range from which Linux takes the local ports of outgoing connections, one of which could else have the port by the time that the program is up, and beside that of the stand-ins.
/// Until the program listens nothing is seen of it: the port of the same number for datagrams is held as long as this process lives, and says so to others.
/// </remarks>
internal static class FreePorts
{
    private const int First = 10_000;
    private const int AfterLast = 20_000;
    private const int MostAttempts = 1000;
    private static readonly ConcurrentBag<Socket> s_claims = [];

    /// <summary>Takes one.</summary>
    /// <exception cref="InvalidOperationException">There is none left.</exception>
    public static int Take()
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var port = Random.Shared.Next(First, AfterLast);
            if (TryClaim(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {AfterLast - 1}.");
    }

    private static bool TryClaim(int port)
    {
        var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            claim.Bind(new IPEndPoint(IPAddress.Loopback, port));
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
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
