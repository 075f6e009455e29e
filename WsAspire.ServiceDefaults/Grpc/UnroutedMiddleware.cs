using Grpc.Core;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Gives unknown paths and wrong methods a body, where the service has a JSON face.</summary>
internal sealed class UnroutedMiddleware(RequestDelegate next, EndpointDataSource endpoints, ServiceIdentity service)
{
    public async Task InvokeAsync(HttpContext context)
    {
        await next(context);
        if (context.Response.HasStarted
            || context.Response.ContentType is not null
            || context.Response.StatusCode is not (StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
            || context.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true
            || !Transcoded().Any())
        {
            return;
        }

        string[] methods = context.Response.StatusCode == StatusCodes.Status404NotFound ? [.. AllowedMethods(context.Request.Path)] : [];
        if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed || methods.Length > 0)
        {
            if (methods.Length > 0)
            {
                context.Response.Headers.Allow = string.Join(", ", methods);
            }

            await WriteAsync(context, StatusCodes.Status405MethodNotAllowed, StatusCode.Unimplemented, FrameErrorReasons.MethodNotAllowed, $"The method is not allowed here; allowed: {context.Response.Headers.Allow}.");
            return;
        }

        await WriteAsync(context, StatusCodes.Status404NotFound, StatusCode.NotFound, FrameErrorReasons.RouteNotFound, "There is nothing at this path.");
    }

    private IEnumerable<RouteEndpoint> Transcoded() =>
        endpoints.Endpoints.OfType<RouteEndpoint>().Where(endpoint => endpoint.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is not null);

    private IEnumerable<string> AllowedMethods(PathString path) => Transcoded()
        .Where(endpoint => new TemplateMatcher(new RouteTemplate(endpoint.RoutePattern), []).TryMatch(path, []))
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
        .Distinct()
        .Order(StringComparer.Ordinal);

    private Task WriteAsync(HttpContext context, int httpStatus, StatusCode code, string reason, string message) =>
        JsonError.WriteAsync(context.Response, httpStatus, ErrorStatus.Create(code, service.Name, reason, message));
}
