using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>A whole request body in a pooled buffer, and the stream that the library reads it by.</summary>
internal sealed class RequestBody : Stream
{
    // What a caller promises costs nothing until it comes.
    private const int FirstSize = 16 * 1024;

    private byte[] _buffer;
    private int _length;
    private int _position;

    private RequestBody(int size) => _buffer = ArrayPool<byte>.Shared.Rent(size);

    public ReadOnlyMemory<byte> Memory => _buffer.AsMemory(0, _length);

    public ReadOnlySpan<byte> Span => _buffer.AsSpan(0, _length);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

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
                if (body._length + result.Buffer.Length > maxBytes)
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

        _length = 0;
        Append(new ReadOnlySequence<byte>(json.ToArray()));
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _length - _position);
        _buffer.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.FromResult(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer.AsSpan(offset, count)));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
            _length = _position = 0;
        }

        base.Dispose(disposing);
    }

    private static BadHttpRequestException TooLarge() => new("Request body too large.", StatusCodes.Status413PayloadTooLarge);

    private void Append(ReadOnlySequence<byte> bytes)
    {
        var length = _length + (int)bytes.Length;
        if (length > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(length, 2 * _buffer.Length));
            Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length = length;
    }
}
