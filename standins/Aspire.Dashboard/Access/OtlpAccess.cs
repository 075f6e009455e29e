namespace Aspire.Dashboard.Access;

/// <summary>Lets telemetry in from who knows the key.</summary>
/// <remarks>The host's name does not matter here, as proxies put their own: a page of a stranger has no key, and no page may ask at all.</remarks>
internal sealed class OtlpAccess(Secret key)
{
    private const string Header = "x-otlp-api-key";
    private const string Unauthenticated = "16";

    /// <summary>Whether a request goes on; where it does not, it is answered.</summary>
    public async Task<bool> AdmitAsync(HttpContext context)
    {
        var given = context.Request.Headers[Header];
        if (context.Request.Headers.Origin.Count == 0 && given.Count == 1 && key.Is(given))
        {
            return true;
        }

        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["grpc-status"] = Unauthenticated;
            context.Response.Headers["grpc-message"] = $"the header {Header} is missing or wrong";
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await context.Response.WriteAsync($"the header {Header} is missing or wrong\n", context.RequestAborted);
        }

        return false;
    }
}
