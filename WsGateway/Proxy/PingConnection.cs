using System.Buffers.Binary;
using System.Net.Sockets;

namespace WsGateway.Proxy;

/// <summary>A connection of HTTP/2 on which nothing is asked but whether the other side lives (RFC 9113, 6.7). One question at a time.</summary>
/// <remarks>The pings of the HTTP client come at whole seconds of a timer of its own: a process that hangs would be found after up to four seconds.</remarks>
internal sealed class PingConnection(string host, int port)
{
    private const int HeadLength = 9;
    private const int PingLength = 8;
    private const int MaxFrame = 16384;
    private const byte Settings = 4;
    private const byte Ping = 6;
    private const byte GoAway = 7;
    private const byte Ack = 1;

    private readonly byte[] _buffer = new byte[HeadLength + MaxFrame];
    private Socket? _socket;
    private long _asked;

    private static ReadOnlySpan<byte> Preface => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\u0004\0\0\0\0\0"u8;

    /// <summary>Asks, over a new connection where the one that is there has ended.</summary>
    /// <param name="patience">How long to wait.</param>
    public async Task<PingAnswer> AskAsync(TimeSpan patience)
    {
        using var limit = new CancellationTokenSource(patience);
        try
        {
            if (_socket is not null && await TryAskAsync(_socket, limit.Token))
            {
                return PingAnswer.Lives;
            }

            Close();
            _socket = await ConnectAsync(limit.Token);
            if (await TryAskAsync(_socket, limit.Token))
            {
                return PingAnswer.Lives;
            }
        }
        catch (SocketException)
        {
            // Nobody listens.
        }
        catch (OperationCanceledException)
        {
            var isConnected = _socket is not null;
            Close();
            return isConnected ? PingAnswer.None : PingAnswer.NoConnection;
        }

        Close();
        return PingAnswer.NoConnection;
    }

    /// <summary>Ends the connection.</summary>
    public void Close()
    {
        _socket?.Dispose();
        _socket = null;
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host.Trim('[', ']'), port, cancellationToken);
            Preface.CopyTo(_buffer);
            await socket.SendAsync(_buffer.AsMemory(0, Preface.Length), cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // False where the connection has ended.
    private async Task<bool> TryAskAsync(Socket socket, CancellationToken cancellationToken)
    {
        try
        {
            BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(HeadLength), ++_asked);
            await SendAsync(socket, Ping, 0, PingLength, cancellationToken);
            while (true)
            {
                var (type, flags, length) = await ReadAsync(socket, cancellationToken);
                if (type == Ping && flags == Ack && BinaryPrimitives.ReadInt64BigEndian(_buffer.AsSpan(HeadLength)) == _asked)
                {
                    return true;
                }

                if (type == GoAway)
                {
                    return false;
                }

                if (type is Settings or Ping && flags != Ack)
                {
                    await SendAsync(socket, type, Ack, type == Ping ? length : 0, cancellationToken);
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    // What the frame holds stands in the buffer.
    private async Task SendAsync(Socket socket, byte type, byte flags, int length, CancellationToken cancellationToken)
    {
        _buffer.AsSpan(0, HeadLength).Clear();
        BinaryPrimitives.WriteInt32BigEndian(_buffer, (length << 8) | type);
        _buffer[4] = flags;
        await socket.SendAsync(_buffer.AsMemory(0, HeadLength + length), cancellationToken);
    }

    private async Task<(byte Type, byte Flags, int Length)> ReadAsync(Socket socket, CancellationToken cancellationToken)
    {
        await FillAsync(socket, _buffer.AsMemory(0, HeadLength), cancellationToken);
        var head = BinaryPrimitives.ReadInt32BigEndian(_buffer);
        var (type, flags, length) = ((byte)head, _buffer[4], (int)((uint)head >> 8));
        if (length > MaxFrame)
        {
            throw new IOException("It does not speak HTTP/2.");
        }

        await FillAsync(socket, _buffer.AsMemory(HeadLength, length), cancellationToken);
        return (type, flags, length);
    }

    private static async Task FillAsync(Socket socket, Memory<byte> target, CancellationToken cancellationToken)
    {
        while (target.Length > 0)
        {
            var read = await socket.ReceiveAsync(target, cancellationToken);
            target = read > 0 ? target[read..] : throw new IOException("The connection has ended.");
        }
    }
}
