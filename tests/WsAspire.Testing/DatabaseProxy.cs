using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
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
                await Task.WhenAny(CopyAsync(client, server, isFromClient: true), CopyAsync(server, client, isFromClient: false));
            }
            catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
            {
                // As the network: both ends see the connection closed.
            }
        }
    }

    private async Task CopyAsync(TcpClient from, TcpClient to, bool isFromClient)
    {
        var buffer = new byte[64 * 1024];
        while (await from.GetStream().ReadAsync(buffer, _end.Token) is var count and > 0)
        {
            while (IsSilent)
            {
                await Task.Delay(20, _end.Token);
            }

            var isCommit = isFromClient && Encoding.ASCII.GetString(buffer, 0, count).Contains("commit", StringComparison.OrdinalIgnoreCase);
            var fault = isCommit ? NextCommit : CommitFault.None;
            if (fault is not CommitFault.LoseRequest)
            {
                await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
            }

            if (fault is not CommitFault.None)
            {
                NextCommit = CommitFault.None;
                from.Client.Shutdown(SocketShutdown.Send);
                return;
            }
        }
    }
}
