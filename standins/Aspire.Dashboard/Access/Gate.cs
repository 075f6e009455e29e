namespace Aspire.Dashboard.Access;

/// <summary>What each request passes: the check of its listener, and that it asks for something of that listener.</summary>
internal sealed class Gate(PageAccess page, OtlpAccess otlp)
{
    /// <summary>Lets a request on, or answers it.</summary>
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var isPage = context.Features.Get<ListenerFeature>()?.Kind == ListenerKind.Page;
        if (!await (isPage ? page.AdmitAsync(context) : otlp.AdmitAsync(context)))
        {
            return;
        }

        var path = context.Request.Path;
        if (isPage == (path.StartsWithSegments("/v1", StringComparison.Ordinal) || path.Value!.StartsWith("/opentelemetry.", StringComparison.Ordinal)))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await next(context);
    }
}
