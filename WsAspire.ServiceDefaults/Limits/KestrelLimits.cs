using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Limits;

/// <summary>Gives Kestrel the section <c>Limits</c>; code of the service that configures Kestrel runs later and beats it.</summary>
internal sealed class KestrelLimits(IOptions<LimitOptions> options) : IConfigureOptions<KestrelServerOptions>
{
    public void Configure(KestrelServerOptions kestrel)
    {
        var (limits, asked) = (kestrel.Limits, options.Value);

        // Kestrel counts each of its endpoints for itself; a port of both protocols counts by itself (OnePort).
        limits.MaxConcurrentConnections = asked.MaxConnections;
        limits.RequestHeadersTimeout = asked.RequestHeadersTimeout;
        limits.KeepAliveTimeout = asked.KeepAliveTimeout;
        limits.MinRequestBodyDataRate = RateOf(asked);
        limits.MinResponseDataRate = RateOf(asked);
        limits.MaxRequestHeaderCount = asked.MaxRequestHeaders;
        limits.MaxRequestHeadersTotalSize = asked.MaxRequestHeadersSize;
        limits.Http2.MaxStreamsPerConnection = asked.MaxStreamsPerConnection;
        limits.Http2.InitialStreamWindowSize = asked.StreamWindowSize;
        limits.Http2.InitialConnectionWindowSize = Math.Max(asked.ConnectionWindowSize, asked.StreamWindowSize);
        limits.Http2.KeepAlivePingDelay = asked.KeepAlivePingDelay;
        limits.Http2.KeepAlivePingTimeout = asked.KeepAlivePingTimeout;
    }

    private static MinDataRate? RateOf(LimitOptions asked) => asked.MinDataRate > 0 ? new MinDataRate(asked.MinDataRate, asked.DataRateGracePeriod) : null;
}
