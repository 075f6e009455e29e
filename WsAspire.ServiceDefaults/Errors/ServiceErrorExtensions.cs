using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WsAspire.ServiceDefaults.Deadlines;

namespace WsAspire.ServiceDefaults.Errors;

/// <summary>Registers problems for plain HTTP routes, and the log of a crash.</summary>
internal static class ServiceErrorExtensions
{
    public static void AddServiceErrors(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHostedService<CrashLog>();
        builder.Services.AddSingleton<IProblemDetailsWriter, ProblemWriter>();
        builder.Services.AddProblemDetails();
        builder.Services.AddExceptionHandler<ProblemExceptionHandler>();
        builder.Services.Configure<ExceptionHandlerOptions>(options =>
            options.StatusCodeSelector = exception => exception is BadHttpRequestException unreadable ? unreadable.StatusCode : StatusCodes.Status500InternalServerError);
    }

    public static void MapServiceErrors(this WebApplication app) =>
        app.UseWhen(IsPlain, plain =>
        {
            plain.UseExceptionHandler();
            plain.UseStatusCodePages();
            plain.Use(CutAsync);
        });

    // The handler takes every cancellation for the caller's own, and ends the answer as if it were whole.
    private static async Task CutAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Exception) when (context.Response.HasStarted && RequestDeadline.HasPassedFor(context))
        {
            context.Abort();
            throw;
        }
    }

    // Not a gRPC method nor its JSON route, and not where the service has put these two around everything itself.
    private static bool IsPlain(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is null
        && context.Features.Get<IStatusCodePagesFeature>() is null;
}
