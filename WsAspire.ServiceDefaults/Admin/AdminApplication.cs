using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>Answers the requests of the admin port. It shares nothing with the pipeline of the service.</summary>
internal sealed class AdminApplication(IServiceProvider services, AdminGuard guard, ServiceIdentity service, ILogger<AdminApplication> logger)
    : IHttpApplication<HttpContext>
{
    // Made at the first request: most services are never asked, and all of them are started.
    private readonly Lazy<Dictionary<string, AdminPage>> _pages = new(() => services.GetServices<IAdminPages>().SelectMany(area => area.Pages).ToDictionary(page => page.Path));

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            await AnswerAsync(context);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
        {
            AdminLog.RequestFailed(logger, exception);
            await AdminJson.RefuseAsync(context, StatusCodes.Status500InternalServerError, exception.Message);
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        if (guard.Refuse(context) is { } refusal)
        {
            return AdminJson.RefuseAsync(context, refusal.Status, refusal.Reason);
        }

        var path = context.Request.Path.Value ?? "";
        if (path is "/" or "")
        {
            return AdminJson.WriteAsync(context, new { service = service.Name, version = service.Version, pages = _pages.Value.Values.ToDictionary(page => page.Path, page => page.Description) });
        }

        if (!_pages.Value.TryGetValue(path, out var page))
        {
            return AdminJson.RefuseAsync(context, StatusCodes.Status404NotFound, $"there are {string.Join(", ", _pages.Value.Keys.Prepend("/"))}");
        }

        if (!page.Methods.TryGetValue(HttpMethods.IsHead(context.Request.Method) ? HttpMethods.Get : context.Request.Method, out var answer))
        {
            context.Response.Headers.Allow = string.Join(", ", page.Methods.Keys);
            return AdminJson.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, $"{path} takes {context.Response.Headers.Allow}");
        }

        return answer(context);
    }
}
