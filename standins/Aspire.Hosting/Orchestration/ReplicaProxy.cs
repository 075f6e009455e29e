using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Orchestration;

/// <summary>The public port of a proxied endpoint: connections go to the started replicas in turn; one that refuses is passed over.</summary>
/// <remarks>The end of one direction, and a reset, are passed on as they are. With no replica to take it a connection is reset.</remarks>
internal sealed class ReplicaProxy : IAsyncDisposable
{
    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(2);
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _listeners = [];
    private ImmutableArray<int> _replicas = [];
    private int _turn = -1;

    /// <summary>The port it listens on.</summary>
    public int Port { get; private init; }

    /// <summary>Listens.</summary>
    /// <param name="host">"localhost" (both loopback addresses), an IP address, or "*", "+", "0.0.0.0" for every address.</param>
    /// <param name="port">The port, 1 to 65535.</param>
    /// <exception cref="SocketException">The port cannot be had.</exception>
    public static ReplicaProxy Listen(string host, int port)
    {
        var proxy = new ReplicaProxy { Port = port };
        try
        {
            foreach (var address in HostAddresses.Of(host))
            {
                var listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                proxy._listeners.Add(listener);
                listener.Bind(new IPEndPoint(address, port));
                listener.Listen(512);
            }
        }
        catch (SocketException)
        {
            proxy._listeners.ForEach(listener => listener.Dispose());
            throw;
        }

        proxy._listeners.ForEach(listener => _ = proxy.AcceptAsync(listener));
        return proxy;
    }

    /// <summary>Lets a replica on this loopback port take connections.</summary>
    public void Add(int replicaPort) => ImmutableInterlocked.Update(ref _replicas, ports => ports.Remove(replicaPort).Add(replicaPort));

    /// <summary>Sends no more connections to a replica; those that are open stay.</summary>
    public void Remove(int replicaPort) => ImmutableInterlocked.Update(ref _replicas, ports => ports.Remove(replicaPort));

    /// <summary>Stops listening and resets what is open.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listeners.ForEach(listener => listener.Dispose());
    }

    private async Task AcceptAsync(Socket listener)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptAsync(_stop.Token));
            }
            catch (SocketException exception) when (exception.SocketErrorCode is not SocketError.OperationAborted)
            {
                // The client has left already, or we are out of files: the next may do better.
                await Task.Delay(10, CancellationToken.None);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        var replica = await ConnectAsync();
        using var aborting = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        try
        {
            if (replica is not null)
            {
                client.NoDelay = replica.NoDelay = true;

                // Made before either direction ends: a stream needs a socket that is open both ways.
                var (left, right) = (new NetworkStream(client), new NetworkStream(replica));
                await Task.WhenAll(PumpAsync(left, right, aborting), PumpAsync(right, left, aborting));
                return;
            }

            client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
        {
            // Lingering for no time is what makes closing a reset.
            client.LingerState = replica!.LingerState = new LingerOption(true, 0);
        }
        finally
        {
            client.Dispose();
            replica?.Dispose();
        }
    }

    private async Task<Socket?> ConnectAsync()
    {
        var ports = _replicas;
        var first = Interlocked.Increment(ref _turn);
        for (var i = 0; i < ports.Length; i++)
        {
            var port = ports[(int)((uint)(first + i) % (uint)ports.Length)];
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                using var timeout = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
                timeout.CancelAfter(s_connectTimeout);
                await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), timeout.Token);
                return socket;
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException)
            {
                socket.Dispose();
            }
        }

        return null;
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, CancellationTokenSource aborting)
    {
        try
        {
            await from.CopyToAsync(to, aborting.Token);
            to.Socket.Shutdown(SocketShutdown.Send);
        }
        catch
        {
            await aborting.CancelAsync();
            throw;
        }
    }
}
