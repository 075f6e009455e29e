using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;

namespace WsAspire.Testing;

/// <summary>Stands between the service and its database, and fails as networks do.</summary>
public sealed class DatabaseProxy : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _serverPort;
    private readonly Task _accepting;

    /// <summary>Listens on a free loopback port.</summary>
    /// <param name="serverPort">The server's own loopback port.</param>
    public DatabaseProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What to do with the next COMMIT; done once.</summary>
    public CommitFault NextCommit { get; set; }

    /// <summary>Whether bytes stay where they are, in both directions, without any connection being closed.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Closes all connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections);
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test ends.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _end.Token);
                var fault = new StrongBox<CommitFault>();
                Task[] both = [CopyRequestsAsync(client, server, fault), CopyAnswersAsync(server, client, fault)];
                await Task.WhenAny(both);
                client.Dispose();
                server.Dispose();

                // The other fails by that: nobody else would look at its exception.
                await Task.WhenAll(both);
            }
            catch (Exception exception) when (exception is SocketException or IOException or InvalidOperationException or OperationCanceledException)
            {
                // As the network: both ends see the connection closed.
            }
        }
    }

    private async Task CopyRequestsAsync(TcpClient client, TcpClient server, StrongBox<CommitFault> fault)
    {
        var buffer = new byte[64 * 1024];
        while (await ReadAsync(client, buffer) is var count and > 0)
        {
            if (Encoding.ASCII.GetString(buffer, 0, count).Contains("commit", StringComparison.OrdinalIgnoreCase))
            {
                fault.Value = NextCommit;
                NextCommit = CommitFault.None;
            }

            if (fault.Value is CommitFault.LoseRequest)
            {
                client.Client.Shutdown(SocketShutdown.Send);
                return;
            }

            await server.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    // The fault is known here before the server has the request: its answer can't be faster.
    private async Task CopyAnswersAsync(TcpClient server, TcpClient client, StrongBox<CommitFault> fault)
    {
        var buffer = new byte[64 * 1024];
        while (await ReadAsync(server, buffer) is var count and > 0)
        {
            if (fault.Value is CommitFault.LoseAnswer)
            {
                client.Client.Shutdown(SocketShutdown.Send);
                return;
            }

            await client.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    private async Task<int> ReadAsync(TcpClient from, byte[] buffer)
    {
        var count = await from.GetStream().ReadAsync(buffer, _end.Token);
        while (IsSilent)
        {
            await Task.Delay(20, _end.Token);
        }

        return count;
    }
}
