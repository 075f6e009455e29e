using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WsAspire.ServiceDefaults.Tests;

/// <summary>A TCP connection that sends exactly these bytes.</summary>
public sealed class RawConnection : IDisposable
{
    private readonly TcpClient _client;
    private readonly NetworkStream _stream;

    private RawConnection(TcpClient client)
    {
        _client = client;
        _stream = client.GetStream();
    }

    public IPEndPoint LocalEndPoint => (IPEndPoint)_client.Client.LocalEndPoint!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<RawConnection> OpenAsync(int port, IPAddress? address = null)
    {
        var client = new TcpClient((address ?? IPAddress.Loopback).AddressFamily) { NoDelay = true };
        await client.ConnectAsync(address ?? IPAddress.Loopback, port, Token);
        return new RawConnection(client);
    }

    /// <summary>Sends a request, and reads until the server closes.</summary>
    public static async Task<string> ExchangeAsync(int port, string request)
    {
        using var connection = await OpenAsync(port);
        await connection.SendAsync(request);
        return await connection.ReadToEndAsync();
    }

    public Task SendAsync(string text) => SendAsync(Encoding.Latin1.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes) => await _stream.WriteAsync(bytes, Token);

    /// <summary>Reads until the server closes; a reset counts as the end.</summary>
    public async Task<string> ReadToEndAsync()
    {
        var all = new MemoryStream();
        try
        {
            await _stream.CopyToAsync(all, Token);
        }
        catch (IOException)
        {
            // Reset.
        }

        return Encoding.UTF8.GetString(all.ToArray());
    }

    /// <summary>Reads what comes next; 0 at the end.</summary>
    public async Task<int> ReadAsync(Memory<byte> buffer) => await _stream.ReadAsync(buffer, Token);

    /// <summary>Sends no more (FIN); what comes is still read.</summary>
    public void Finish() => _client.Client.Shutdown(SocketShutdown.Send);

    /// <summary>Ends the connection by a reset (RST).</summary>
    public void Reset() => _client.Client.Close(timeout: 0);

    public void Dispose() => _client.Dispose();
}
