using Grpc.Core;
using Microsoft.AspNetCore.Http;
using WsAspire.ServiceDefaults.Deadlines;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>What a method sees of a JSON call: the library's context with the chosen headers only, and with trailers.</summary>
internal sealed class JsonCallContext(ServerCallContext inner, HttpContext http, HeaderRules rules) : ServerCallContext
{
    private Metadata? _requestHeaders;
    private Metadata? _trailers;

    protected override string MethodCore => inner.Method;

    protected override string HostCore => inner.Host;

    protected override string PeerCore => inner.Peer;

    protected override DateTime DeadlineCore => http.Features.Get<RequestDeadline>()?.End ?? inner.Deadline;

    protected override Metadata RequestHeadersCore => _requestHeaders ??= rules.Read(http.Request.Headers);

    protected override CancellationToken CancellationTokenCore => inner.CancellationToken;

    protected override Metadata ResponseTrailersCore => _trailers ??= [];

    protected override Status StatusCore { get => inner.Status; set => inner.Status = value; }

    protected override WriteOptions? WriteOptionsCore { get; set; }

    protected override AuthContext AuthContextCore => inner.AuthContext;

    protected override IDictionary<object, object> UserStateCore => inner.UserState;

    /// <summary>Writes the trailers as headers; too late when the answer has begun, as for a stream.</summary>
    public void WriteTrailers()
    {
        if (_trailers is not null)
        {
            rules.Write(_trailers, http.Response);
        }
    }

    protected override ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options) =>
        throw new NotSupportedException("A call is carried on by the client: see EnableCallContextPropagation.");

    protected override Task WriteResponseHeadersAsyncCore(Metadata responseHeaders) => inner.WriteResponseHeadersAsync(responseHeaders);
}
