using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>A whole request body in a pooled buffer.</summary>
internal sealed class RequestBody : IDisposable
{
    // What a caller promises costs nothing until it comes.
    private const int FirstSize = 16 * 1024;

    private byte[] _buffer;

    private RequestBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, Length);

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, Length);

    /// <summary>Reads to the end.</summary>
    /// <exception cref="BadHttpRequestException">The body is larger than allowed (413), or did not arrive as promised.</exception>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, int maxBytes)
    {
        if (request.ContentLength is not { } length || length > maxBytes)
        {
            // We count ourselves. With its own limit Kestrel would reset the connection while the caller still sends, and he would not see the answer;
            // without, it reads on for 5 s after the answer and throws away what comes.
            if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            {
                limit.MaxRequestBodySize = null;
            }

            if (request.ContentLength > maxBytes)
            {
                throw TooLarge();
            }
        }

        var body = new RequestBody((int)Math.Clamp(request.ContentLength ?? 0, 64, FirstSize));
        try
        {
            while (true)
            {
                var result = await request.BodyReader.ReadAsync(request.HttpContext.RequestAborted);
                if (body.Length + result.Buffer.Length > maxBytes)
                {
                    request.BodyReader.AdvanceTo(result.Buffer.End);
                    throw TooLarge();
                }

                body.Append(result.Buffer);
                request.BodyReader.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    return body;
                }
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    /// <summary>Replaces a body that is empty or all white space; any other stays.</summary>
    public void ReplaceIfBlank(ReadOnlySpan<byte> json)
    {
        if (Span.ContainsAnyExcept(" \t\r\n"u8))
        {
            return;
        }

        Length = 0;
        Append(new ReadOnlySequence<byte>(json.ToArray()));
    }

    public static Stream OpenStream(ReadOnlyMemory<byte> body) =>
        MemoryMarshal.TryGetArray(body, out var bytes) ? new MemoryStream(bytes.Array!, bytes.Offset, bytes.Count, writable: false) : Stream.Null;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
        Length = 0;
    }

    private static BadHttpRequestException TooLarge() => new("Request body too large.", StatusCodes.Status413PayloadTooLarge);

    private void Append(ReadOnlySequence<byte> bytes)
    {
        var length = Length + (int)bytes.Length;
        if (length > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, 2 * _buffer.Length));
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        bytes.CopyTo(_buffer.AsSpan(Length));
        Length = length;
    }
}
