using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives out random loopback ports, none twice, nor one that another system of this machine was given.</summary>
/// <remarks>
/// They lie below the range from which Linux takes the local ports of outgoing connections, which could have one by the time it is used.
/// Until a process listens at its port nothing is seen of it: so the port of the same number for datagrams is held as long as this process lives, and says so to others.
/// </remarks>
internal sealed class PortAllocator
{
    private const int First = 20000;
    private const int AfterLast = 32768;
    private static readonly ConcurrentBag<Socket> s_claims = [];
    private readonly ConcurrentDictionary<int, bool> _given = new();

    /// <summary>Keeps a fixed port of the model from being given out.</summary>
    public void Reserve(int port) => _given[port] = true;

    /// <summary>A port on which nobody listens now.</summary>
    /// <exception cref="InvalidOperationException">There is none left.</exception>
    public int Next()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(First, AfterLast);
            if (_given.TryAdd(port, true) && HostAddresses.IsFree("*", port) && HostAddresses.IsFree("localhost", port) && TryClaim(port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {AfterLast - 1}.");
    }

    /// <summary>Takes a port of one's own choice.</summary>
    /// <returns>False where somebody listens on it, or another system was given it.</returns>
    public static bool TryTake(int port) => HostAddresses.IsFree("localhost", port) && TryClaim(port);

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
