using Microsoft.AspNetCore.Http;

namespace WsAspire.ServiceDefaults.Shutdown;

/// <summary>Closes connections of HTTP/1.1 after their next answer while the service is about to end, so that clients who keep theirs move on. HTTP/2 is told by Kestrel (GOAWAY).</summary>
internal sealed class DrainMiddleware(RequestDelegate next, Drain drain)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (drain.HasBegun && HttpProtocol.IsHttp11(context.Request.Protocol))
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    }
}
