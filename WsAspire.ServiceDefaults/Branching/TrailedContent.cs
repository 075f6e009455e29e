using System.Net;
using WsAspire.Branching;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>The content of an answer over gRPC, as it is; at its end the trailers say who served.</summary>
internal sealed class TrailedContent : HttpContent
{
    private readonly HttpResponseMessage _response;
    private readonly HttpContent _inner;
    private readonly ServedList _served;

    public TrailedContent(HttpResponseMessage response, ServedList served)
    {
        _response = response;
        _inner = response.Content;
        _served = served;
        foreach (var (name, values) in _inner.Headers.NonValidated)
        {
            Headers.TryAddWithoutValidation(name, values);
        }
    }

    /// <summary>Takes over the trailers. They are there when the content has been read.</summary>
    public void End()
    {
        if (_response.TrailingHeaders.TryGetValues(BranchHeaders.Served, out var answer))
        {
            _served.Add(answer);
        }
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new TrailedStream(await _inner.ReadAsStreamAsync(), this);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new TrailedStream(await _inner.ReadAsStreamAsync(cancellationToken), this);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        await _inner.CopyToAsync(stream, context, cancellationToken);
        End();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
