using System.Globalization;
using System.Threading.RateLimiting;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Limits;

/// <summary>Refuses requests above the limit. It is there only where a limit is configured; health, and endpoints with <c>DisableRateLimiting</c>, are exempt.</summary>
internal sealed class RateLimitMiddleware(RequestDelegate next, RateLimiters limiters, ServiceIdentity service)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (IsProbe(context.Request.Path.Value!) || context.GetEndpoint()?.Metadata.GetMetadata<DisableRateLimitingAttribute>() is not null)
        {
            return next(context);
        }

        var asked = limiters.AcquireAsync(context);
        return asked.IsCompletedSuccessfully ? GoOn(context, asked.Result) : WaitAsync(context, asked);
    }

    private static bool IsProbe(string path) => path is "/alive" or "/ready" or "/startup" or "/health" || path.StartsWith("/grpc.health.v1.Health/", StringComparison.Ordinal);

    private async Task WaitAsync(HttpContext context, ValueTask<RateLimitLease> asked) => await GoOn(context, await asked);

    // A lease of a token bucket holds nothing, so it need not be kept to the end.
    private Task GoOn(HttpContext context, RateLimitLease lease)
    {
        using (lease)
        {
            return lease.IsAcquired ? next(context) : RefuseAsync(context, lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1));
        }
    }

    private Task RefuseAsync(HttpContext context, TimeSpan wait)
    {
        var status = ErrorStatus.Create(StatusCode.ResourceExhausted, service.Name, FrameErrorReasons.RateLimited, "There are too many requests now; try again later.");
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(wait) }));
        if (!ErrorAnswer.IsGrpc(context.Request))
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        return ErrorAnswer.WriteAsync(context, StatusCodes.Status429TooManyRequests, status);
    }
}
