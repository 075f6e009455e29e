using System.Collections.Concurrent;

namespace Aspire.Hosting.Orchestration;

/// <summary>Gives out random loopback ports, none twice.</summary>
/// <remarks>They lie below the range from which Linux takes the local ports of outgoing connections, which could have one by the time it is used.</remarks>
internal sealed class PortAllocator
{
    private const int First = 20000;
    private const int AfterLast = 32768;
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
            if (_given.TryAdd(port, true) && HostAddresses.IsFree("*", port) && HostAddresses.IsFree("localhost", port))
            {
                return port;
            }
        }

        throw new InvalidOperationException($"No free port between {First} and {AfterLast - 1}.");
    }
}
