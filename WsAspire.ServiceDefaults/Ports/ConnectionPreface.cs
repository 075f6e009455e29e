using System.Buffers;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>Tells a connection's protocol by its first bytes.</summary>
internal static class ConnectionPreface
{
    private static ReadOnlySpan<byte> Http2 => "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8;

    /// <summary>Compares what has arrived with the preface of HTTP/2 (RFC 9113, 3.4). The first byte that differs decides for HTTP/1.1.</summary>
    public static CleartextProtocol Read(ReadOnlySequence<byte> arrived)
    {
        var rest = Http2;
        foreach (var segment in arrived)
        {
            var length = Math.Min(segment.Length, rest.Length);
            if (!segment.Span[..length].SequenceEqual(rest[..length]))
            {
                return CleartextProtocol.Http1;
            }

            rest = rest[length..];
            if (rest.IsEmpty)
            {
                return CleartextProtocol.Http2;
            }
        }

        return CleartextProtocol.Undecided;
    }
}
