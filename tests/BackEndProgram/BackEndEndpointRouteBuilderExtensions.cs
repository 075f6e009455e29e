using System.Globalization;
using Microsoft.AspNetCore.Http.Features;

namespace BackEndProgram;

/// <summary>What the back end answers over plain HTTP.</summary>
internal static class BackEndEndpointRouteBuilderExtensions
{
    private const int InternalError = 2;

    /// <summary>Maps all of it. What no other path is tells what it was sent.</summary>
    public static void MapBackEnd(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/", (Identity identity) => identity.Name);
        endpoints.MapGet("/pid", () => Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        endpoints.MapGet("/changes", (Identity identity) => identity.Changes.ToString(CultureInfo.InvariantCulture));
        endpoints.MapGet("/fail", (Identity identity) => Results.Text(identity.Name, statusCode: StatusCodes.Status500InternalServerError));
        endpoints.MapMethods("/wait/{milliseconds:int}", ["GET", "POST"], WaitAsync);
        endpoints.MapPost("/begin/{milliseconds:int}", BeginAsync);
        endpoints.MapMethods("/reset", ["GET", "POST"], Reset);
        endpoints.MapPost("/refuse", (HttpContext context) => { context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge; });
        endpoints.MapPost("/length", (Delegate)LengthAsync);
        endpoints.MapFallback(Tell);
    }

    private static async Task<string> WaitAsync(int milliseconds, Identity identity, HttpContext context)
    {
        if (HttpMethods.IsPost(context.Request.Method))
        {
            identity.Changed();
        }

        await Task.Delay(milliseconds, context.RequestAborted);
        return identity.Name;
    }

    // The headers of the answer are on their way before it counts as a change.
    private static async Task BeginAsync(int milliseconds, Identity identity, HttpContext context)
    {
        await context.Response.Body.FlushAsync(context.RequestAborted);
        identity.Changed();
        await Task.Delay(milliseconds, context.RequestAborted);
    }

    private static void Reset(Identity identity, HttpContext context)
    {
        identity.Changed();
        context.Features.GetRequiredFeature<IHttpResetFeature>().Reset(InternalError);
    }

    private static async Task<string> LengthAsync(HttpContext context)
    {
        var length = 0L;
        var buffer = new byte[16 * 1024];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            length += read;
        }

        return length.ToString(CultureInfo.InvariantCulture);
    }

    // Latin-1 and separators as they are: it is read by tests only.
    private static string Tell(HttpContext context)
    {
        var headers = context.Request.Headers;
        var told = string.Join('\n', headers.Select(header => $"{header.Key}: {string.Join('|', header.Value.ToArray())}"));
        return $"branch={headers["branch"]} trace-branch={headers["trace-branch"]} path={context.Request.Path}{context.Request.QueryString}\n{told}";
    }
}
