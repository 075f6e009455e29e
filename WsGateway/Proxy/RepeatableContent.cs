using System.Buffers;
using System.Net;

namespace WsGateway.Proxy;

/// <summary>A body as the HTTP client sends it: from its start each time that it begins.</summary>
internal sealed class RepeatableContent : HttpContent
{
    private const int ChunkSize = 16 * 1024;
    private readonly RepeatableBody _body;

    /// <param name="body">The body.</param>
    /// <param name="headers">Headers that belong to it; null for none.</param>
    public RepeatableContent(RepeatableBody body, HttpContent? headers)
    {
        _body = body;
        foreach (var (name, values) in headers?.Headers.NonValidated ?? default)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var attempt = _body.Begin();
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkSize);
        try
        {
            for (long position = 0; await _body.ReadAsync(attempt, position, chunk, cancellationToken) is > 0 and var read; position += read)
            {
                await stream.WriteAsync(chunk.AsMemory(0, read), cancellationToken);

                // A message of a stream is not to wait for the next.
                await stream.FlushAsync(cancellationToken);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
