using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Gives unknown paths and wrong methods a body, where the service has a JSON face; serves HEAD where it serves GET.</summary>
internal sealed class UnroutedMiddleware(RequestDelegate next, RouteTable routes, ServiceIdentity service)
{
    // A request that a route takes, of gRPC most of all, passes at the cost of one look.
    public Task InvokeAsync(HttpContext context) => context.GetEndpoint() switch
    {
        RouteEndpoint route when !IsUnimplemented(route) => next(context),
        _ when ErrorAnswer.IsGrpc(context.Request) || !routes.HaveJson => next(context),
        _ when HttpMethods.IsHead(context.Request.Method) && routes.Find(context, HttpMethods.Get) is { } found => ServeAsync(context, found),
        _ => AnswerAsync(context),
    };

    // The library's own route for services and methods that don't exist takes preflights too.
    private static bool IsUnimplemented(RouteEndpoint route) => route.RoutePattern.GetParameter("unimplementedMethod") is not null;

    private Task ServeAsync(HttpContext context, (RouteEndpoint Endpoint, RouteValueDictionary Values) found)
    {
        context.SetEndpoint(found.Endpoint);
        context.Request.RouteValues = found.Values;
        return next(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.HasStarted
            || context.Response.ContentType is not null
            || context.Response.StatusCode is not (StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed))
        {
            return;
        }

        var methods = routes.AllowedMethods(context);
        if (methods.Count == 0 && context.Response.StatusCode == StatusCodes.Status404NotFound)
        {
            await WriteAsync(context, StatusCodes.Status404NotFound, StatusCode.NotFound, FrameErrorReasons.RouteNotFound, "There is nothing at this path.");
            return;
        }

        if (methods.Count > 0)
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
        }

        await WriteAsync(
            context,
            StatusCodes.Status405MethodNotAllowed,
            StatusCode.Unimplemented,
            FrameErrorReasons.MethodNotAllowed,
            $"The method is not allowed here; allowed: {context.Response.Headers.Allow}.");
    }

    private Task WriteAsync(HttpContext context, int httpStatus, StatusCode code, string reason, string message) =>
        JsonError.WriteAsync(context.Response, httpStatus, ErrorStatus.Create(code, service.Name, reason, message));
}
