using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>One line for each request, so that a trace is found in the files by its id. Probes have none.</summary>
internal sealed class RequestLogMiddleware(RequestDelegate next, ILogger<RequestLogMiddleware> logger)
{
    private const string Unknown = "-";

    public Task InvokeAsync(HttpContext context) =>
        logger.IsEnabled(LogLevel.Information) && !ServiceTelemetryExtensions.IsProbe(context.Request.Path) ? ServeAsync(context) : next(context);

    private async Task ServeAsync(HttpContext context)
    {
        var since = Stopwatch.GetTimestamp();
        try
        {
            await next(context);
        }
        finally
        {
            LoggingLog.Served(logger, context.Request.Method, context.Request.Path, context.Response.StatusCode, GrpcStatusOf(context.Response), Stopwatch.GetElapsedTime(since).TotalMilliseconds);
        }
    }

    private static string GrpcStatusOf(HttpResponse response) =>
        response.Headers.GrpcStatus is { Count: > 0 } status ? status.ToString()
        : response.HttpContext.Features.Get<IHttpResponseTrailersFeature>()?.Trailers is { } trailers && trailers.TryGetValue("grpc-status", out var trailed) ? trailed.ToString()
        : Unknown;
}
