using System.Net;

namespace Aspire.Dashboard.Access;

/// <summary>Lets browsers in that have logged in, under the name of this machine only, and sent by these pages only.</summary>
internal sealed class PageAccess(Secret token)
{
    /// <summary>Where people log in.</summary>
    public const string LoginPath = "/login";

    private readonly Secret _session = new(null);

    /// <summary>Whether a token is the right one.</summary>
    public bool Knows(string? guess) => token.Is(guess);

    /// <summary>Lets a browser in from now on. Cookies are not told apart by port, so the name has it, and the value is not the token: other programs of this machine get to see it.</summary>
    public void LetIn(HttpContext context) => context.Response.Cookies.Append(
        CookieOf(context), _session.Text, new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true });

    /// <summary>Whether a browser has logged in.</summary>
    public bool IsIn(HttpContext context) => _session.Is(context.Request.Cookies[CookieOf(context)]);

    /// <summary>Whether a request goes on; where it does not, it is answered.</summary>
    public async Task<bool> AdmitAsync(HttpContext context)
    {
        var (request, response) = (context.Request, context.Response);
        if (!IsLoopback(request.Host.Host))
        {
            response.StatusCode = StatusCodes.Status400BadRequest;
            await response.WriteAsync("The dashboard is at localhost only.\n", context.RequestAborted);
            return false;
        }

        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method) && IsForeign(request))
        {
            await RefuseAsync(response, StatusCodes.Status403Forbidden, "Only pages of the dashboard itself may do that.");
            return false;
        }

        if (request.Path == LoginPath || request.Path == "/dashboard.css" || IsIn(context))
        {
            return true;
        }

        if (request.Path.StartsWithSegments("/api", StringComparison.Ordinal) || !HttpMethods.IsGet(request.Method))
        {
            await RefuseAsync(response, StatusCodes.Status401Unauthorized, "Log in first: the address is where the AppHost said it.");
            return false;
        }

        response.Redirect($"{LoginPath}?returnUrl={Uri.EscapeDataString(request.Path + request.QueryString)}");
        return false;
    }

    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin is { Count: > 0 } origin && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);

    private static bool IsLoopback(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static string CookieOf(HttpContext context) => $"ws-dashboard-{context.Connection.LocalPort}";

    private static Task RefuseAsync(HttpResponse response, int status, string reason)
    {
        response.StatusCode = status;
        return response.WriteAsJsonAsync(new Apis.Refusal(reason));
    }
}
