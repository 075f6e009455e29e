using System.IO.Pipelines;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>One JSON call: what the library leaves out of its request, and its answer on the way out. It holds back what the library writes when it could not
/// read the request: that names no field.</summary>
internal sealed class TranscodedCall(HttpContext http, IHttpResponseBodyFeature inner, JsonMethod method, HeaderRules rules, bool wraps) : Stream, IHttpResponseBodyFeature
{
    private static readonly byte[] s_delimiter = "\n"u8.ToArray();
    private static readonly byte[] s_result = "{\"result\":"u8.ToArray();
    private static readonly byte[] s_error = "{\"error\":"u8.ToArray();
    private static readonly byte[] s_end = "}\n"u8.ToArray();

    private readonly bool _wraps = wraps && method is { IsStreaming: true, WritesJson: true };
    private bool _holds = !method.IsStreaming;
    private HeldAnswer _held;
    private JsonCallContext? _context;
    private bool _decided;
    private bool _failed;
    private bool _isInLine;

    /// <summary>The body as it was read; empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Entries of maps that the query sets.</summary>
    public IReadOnlyList<MapEntry> Entries { get; init; } = [];

    /// <summary>Whether the library refused the request before any code of the service ran.</summary>
    public bool IsUnreadable { get; private set; }

    public PipeWriter Writer
    {
        get
        {
            ReleaseWhatIsHeld();
            return inner.Writer;
        }
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    Stream IHttpResponseBodyFeature.Stream => this;

    /// <summary>Notes that the request was read, completes it, and gives what the method sees of the call.</summary>
    /// <exception cref="Errors.InvalidRequestException">A field mask names what is no field.</exception>
    public ServerCallContext Enter(ServerCallContext context, object request)
    {
        _context = new JsonCallContext(context, http, rules);
        foreach (var entry in Entries)
        {
            entry.ApplyTo((IMessage)request);
        }

        if (method.Mask is not null)
        {
            JsonFieldMask.Complete((IMessage)request, method.Mask, method.BodyField!, Body);
        }

        return _context;
    }

    /// <summary>Writes what goes into the head of the answer.</summary>
    public void Succeed() => _context?.WriteTrailers();

    /// <summary>Writes what goes into the head of a refusal.</summary>
    public RpcException Fail(RpcException refusal)
    {
        _failed = true;
        _context?.WriteTrailers();
        ErrorHeaders.Write(refusal, http.Response, rules);
        return refusal;
    }

    /// <summary>Ends the answer, once the library has written all of it.</summary>
    public async ValueTask FinishAsync()
    {
        if (!_holds)
        {
            return;
        }

        if (!http.Response.HasStarted)
        {
            http.Response.ContentLength = _held.Length;
            await inner.StartAsync();
        }

        ReleaseWhatIsHeld();
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (HoldsBack())
        {
            return ValueTask.CompletedTask;
        }

        if (_holds)
        {
            if (_held.TryAppend(buffer.Span))
            {
                return ValueTask.CompletedTask;
            }

            ReleaseWhatIsHeld();
        }

        return _wraps ? WriteWrappedAsync(buffer, cancellationToken) : inner.Stream.WriteAsync(buffer, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken)
    {
        if (HoldsBack())
        {
            return Task.CompletedTask;
        }

        ReleaseWhatIsHeld();
        return inner.Stream.FlushAsync(cancellationToken);
    }

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public void DisableBuffering() => inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        inner.SendFileAsync(path, offset, count, cancellationToken);

    public Task CompleteAsync()
    {
        ReleaseWhatIsHeld();
        return inner.CompleteAsync();
    }

    private void ReleaseWhatIsHeld()
    {
        if (_holds)
        {
            _holds = false;
            _held.Release(inner);
        }
    }

    // The library ends each message of a stream with a write of its own.
    private async ValueTask WriteWrappedAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.Span.SequenceEqual(s_delimiter))
        {
            _isInLine = false;
            await inner.Stream.WriteAsync(s_end, cancellationToken);
            return;
        }

        if (!_isInLine)
        {
            _isInLine = true;
            await inner.Stream.WriteAsync(_failed ? s_error : s_result, cancellationToken);
        }

        await inner.Stream.WriteAsync(buffer, cancellationToken);
    }

    private bool HoldsBack()
    {
        if (!_decided)
        {
            _decided = true;
            IsUnreadable = _context is null && http.Response.StatusCode >= StatusCodes.Status400BadRequest;
            if (_context is not null && http.Response.StatusCode == StatusCodes.Status408RequestTimeout)
            {
                http.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            }
        }

        return IsUnreadable;
    }
}
