using System.Net;
using Microsoft.AspNetCore.Http.Features;
using WsAspire.Branching;
using Yarp.ReverseProxy.Forwarder;

namespace WsGateway.Proxy;

/// <summary>Makes the request of an instance out of that of a caller: who called and how stands in headers that no caller can set.</summary>
internal sealed class ForwardTransformer : HttpTransformer
{
    private const string ForwardedFor = "x-forwarded-for";
    private const string ForwardedProto = "x-forwarded-proto";
    private const string ForwardedHost = "x-forwarded-host";

    /// <summary>The name that a request has in all logs.</summary>
    public const string RequestId = "x-request-id";

    public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);

        var request = httpContext.Request;
        Set(proxyRequest, ForwardedFor, Text(httpContext.Connection.RemoteIpAddress));
        Set(proxyRequest, ForwardedProto, request.Scheme);
        Set(proxyRequest, ForwardedHost, request.Host.Value);
        var call = httpContext.Features.GetRequiredFeature<ForwardCall>();
        Set(proxyRequest, RequestId, call.Entry.RequestId);
        Set(proxyRequest, BranchHeaders.Cluster, call.ClusterName);
        proxyRequest.Headers.Remove("forwarded");
        proxyRequest.Headers.Host = request.Host.HasValue ? request.Host.Host : null;
    }

    private static string? Text(IPAddress? address) => (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString();

    private static void Set(HttpRequestMessage request, string name, string? value)
    {
        request.Headers.Remove(name);
        if (!string.IsNullOrEmpty(value))
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
