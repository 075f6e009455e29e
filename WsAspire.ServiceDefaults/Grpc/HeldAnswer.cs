using System.Buffers;
using Microsoft.AspNetCore.Http.Features;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>The body of an answer until it is whole, so that it goes out with its length and in one piece. One that grows too long goes out as it comes, chunked.</summary>
internal struct HeldAnswer
{
    private const int FirstSize = 1024;
    private const int MaxLength = 32 * 1024;

    private byte[]? _buffer;
    private int _length;

    /// <summary>Bytes that are kept.</summary>
    public readonly int Length => _length;

    /// <summary>Keeps what is written.</summary>
    /// <returns>False where it is too long to be kept.</returns>
    public bool TryAppend(ReadOnlySpan<byte> bytes)
    {
        if (_length + bytes.Length > MaxLength)
        {
            return false;
        }

        if (_buffer is null || _length + bytes.Length > _buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, _length + bytes.Length));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            Return();
            _buffer = larger;
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
        return true;
    }

    /// <summary>Lets go of what is kept; it leaves with the next flush, which is the end of the answer at the latest.</summary>
    public void Release(IHttpResponseBodyFeature inner)
    {
        if (_buffer is not null)
        {
            inner.Writer.Write(_buffer.AsSpan(0, _length));
            Return();
            _length = 0;
        }
    }

    private void Return()
    {
        if (_buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = null;
        }
    }
}
