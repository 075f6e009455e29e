using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace WsAspire.Fuzz.Http2;

/// <summary>An HTTP/2 connection that sends exactly these frames, and reads only when it is told.</summary>
internal sealed class Http2Connection : IDisposable
{
    private const int HeaderLength = 9;
    private readonly Socket _socket;

    private Http2Connection(Socket socket) => _socket = socket;

    /// <summary>Connects and sends the preface, and settings where wanted.</summary>
    public static async Task<Http2Connection> OpenAsync(int port, byte[]? settings, CancellationToken cancellationToken)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
        var connection = new Http2Connection(socket);
        await connection.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8.ToArray(), cancellationToken);
        await connection.SendAsync(Frame(FrameType.Settings, 0, 0, settings ?? []), cancellationToken);
        return connection;
    }

    public static byte[] Frame(FrameType type, byte flags, int stream, ReadOnlySpan<byte> payload, int? length = null)
    {
        var frame = new byte[HeaderLength + payload.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame, (length ?? payload.Length) << 8);
        frame[3] = (byte)type;
        frame[4] = flags;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(HeaderLength));
        return frame;
    }

    /// <summary>The header block of a gRPC call.</summary>
    public static byte[] CallHeaders(string path) =>
        [0x83, 0x86, .. Literal(0x04, path), .. Literal(0x01, "x"), 0x0f, 0x10, .. Text("application/grpc"), 0x00, .. Text("te"), .. Text("trailers")];

    /// <summary>A header that no table knows.</summary>
    public static byte[] Header(string name, string value) => [0x00, .. Text(name), .. Text(value)];

    /// <summary>Sends bytes; the peer's end of the connection is no error here.</summary>
    /// <returns>False when the peer has closed, or takes nothing more.</returns>
    public async Task<bool> SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            while (!bytes.IsEmpty)
            {
                bytes = bytes[await _socket.SendAsync(bytes, cancellationToken)..];
            }

            return true;
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Reads until the peer closes, or the time is up.</summary>
    /// <returns>Whether the peer closed.</returns>
    public async Task<bool> ReadToEndAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(atMost);
        var buffer = new byte[64 * 1024];
        try
        {
            while (await _socket.ReceiveAsync(buffer, timeout.Token) > 0)
            {
            }

            return true;
        }
        catch (SocketException)
        {
            return true;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static byte[] Literal(byte index, string value) => [index, .. Text(value)];

    private static byte[] Text(string text) => text.Length < 127
        ? [(byte)text.Length, .. Encoding.ASCII.GetBytes(text)]
        : [127, .. Rest(text.Length - 127), .. Encoding.ASCII.GetBytes(text)];

    private static byte[] Rest(int value) => value < 128 ? [(byte)value] : [(byte)(value | 0x80), .. Rest(value >> 7)];
}
