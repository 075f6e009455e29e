using System.Globalization;
using Google.Rpc;
using Grpc.Core;
using HttpResponse = Microsoft.AspNetCore.Http.HttpResponse;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>What HTTP says of an error in headers: when to try again, how to say who one is, and the trailers of the call.</summary>
internal static class ErrorHeaders
{
    private const string Scheme = "Bearer";

    public static void Write(RpcException refusal, HttpResponse response, HeaderRules rules)
    {
        if (response.HasStarted)
        {
            return;
        }

        rules.Write(refusal.Trailers, response);
        if (refusal.StatusCode == StatusCode.Unauthenticated)
        {
            response.Headers.TryAdd("WWW-Authenticate", Scheme);
        }

        if (refusal.Trailers.GetRpcStatus(ignoreParseError: true)?.GetDetail<RetryInfo>()?.RetryDelay is { } delay)
        {
            response.Headers.TryAdd("Retry-After", Seconds(delay).ToString(CultureInfo.InvariantCulture));
        }
    }

    // Whole seconds, rounded up: sooner would be too soon.
    private static long Seconds(Google.Protobuf.WellKnownTypes.Duration delay) => Math.Max(0, delay.Seconds + (delay.Nanos > 0 ? 1 : 0));
}
