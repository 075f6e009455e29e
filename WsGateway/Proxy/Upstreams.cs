using System.Diagnostics;
using System.Text;
using Yarp.ReverseProxy.Forwarder;

namespace WsGateway.Proxy;

/// <summary>The connections to instances: HTTP/2 in cleartext, shared by all branches.</summary>
internal sealed class Upstreams : IDisposable
{
    private static readonly TimeSpan s_ping = TimeSpan.FromSeconds(1);

    private readonly HttpMessageInvoker _watched;
    private readonly HttpMessageInvoker _patient;

    /// <param name="configuration">Says whether spans go anywhere.</param>
    /// <param name="logger">Is told of attempts that fail.</param>
    public Upstreams(IConfiguration configuration, ILogger<Upstreams> logger)
    {
        Logger = logger;

        // Where no span is made of a request, the caller's own trace headers pass as they are.
        var isTraced = !string.IsNullOrWhiteSpace(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]);
        _watched = Create(isTraced, s_ping);
        _patient = Create(isTraced, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Is told of attempts that fail.</summary>
    public ILogger Logger { get; }

    /// <summary>The client for instances that are watched, or for those that may be silent as long as they like.</summary>
    public HttpMessageInvoker For(bool isWatched) => isWatched ? _watched : _patient;

    public void Dispose()
    {
        _watched.Dispose();
        _patient.Dispose();
    }

    private static HttpMessageInvoker Create(bool isTraced, TimeSpan ping) => new(new SocketsHttpHandler
    {
        ConnectTimeout = TimeSpan.FromSeconds(0.5),
        KeepAlivePingDelay = ping,
        KeepAlivePingTimeout = s_ping,
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        EnableMultipleHttp2Connections = true,
        ActivityHeadersPropagator = isTraced ? new ReverseProxyPropagator(DistributedContextPropagator.Current) : null,
        AllowAutoRedirect = false,
        AutomaticDecompression = System.Net.DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,

        // Bytes pass as they are.
        RequestHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
    });
}
