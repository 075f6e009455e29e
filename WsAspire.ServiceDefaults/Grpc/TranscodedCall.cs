using System.IO.Pipelines;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>The answer of one JSON call on its way out. It holds back what the library writes when it could not read the request: that names no field.</summary>
internal sealed class TranscodedCall(HttpResponse response, IHttpResponseBodyFeature inner) : Stream, IHttpResponseBodyFeature
{
    private const int ClientClosedRequest = 499;
    private bool _decided;
    private bool _reached;

    /// <summary>Whether the library refused the request before any code of the service ran.</summary>
    public bool IsUnreadable { get; private set; }

    public PipeWriter Writer => inner.Writer;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    Stream IHttpResponseBodyFeature.Stream => this;

    /// <summary>Notes that the request was read and the interceptors run. Does nothing for a call over gRPC.</summary>
    public static void MarkReached(ServerCallContext context)
    {
        if (context.GetHttpContext().Features.Get<IHttpResponseBodyFeature>() is TranscodedCall call)
        {
            call._reached = true;
        }
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        HoldsBack() ? ValueTask.CompletedTask : inner.Stream.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task FlushAsync(CancellationToken cancellationToken) => HoldsBack() ? Task.CompletedTask : inner.Stream.FlushAsync(cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public void DisableBuffering() => inner.DisableBuffering();

    public Task StartAsync(CancellationToken cancellationToken = default) => inner.StartAsync(cancellationToken);

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        inner.SendFileAsync(path, offset, count, cancellationToken);

    public Task CompleteAsync() => inner.CompleteAsync();

    private bool HoldsBack()
    {
        if (!_decided)
        {
            _decided = true;
            IsUnreadable = !_reached && response.StatusCode >= 400;
            if (_reached && response.StatusCode == StatusCodes.Status408RequestTimeout)
            {
                response.StatusCode = ClientClosedRequest;
            }
        }

        return IsUnreadable;
    }
}
