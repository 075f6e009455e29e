using Microsoft.AspNetCore.Http;
using WsAspire.Branching;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Says behind the messages of a gRPC answer who served: by then all calls to other services have ended. It runs inside of what makes gRPC out of gRPC-Web.</summary>
internal sealed class BranchTrailerMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        BranchContext.Flow?.Served is { } served && ErrorAnswer.IsGrpc(context.Request) ? ServeAsync(context, served) : next(context);

    private async Task ServeAsync(HttpContext context, ServedList served)
    {
        await next(context);

        // Not started: the status stands in the head of the answer, and this beside it.
        if (context.Response.HasStarted && context.Response.SupportsTrailers())
        {
            context.Response.AppendTrailer(BranchHeaders.Served, served.ToString());
        }
    }
}
