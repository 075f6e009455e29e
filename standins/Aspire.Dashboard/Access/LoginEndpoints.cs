using Aspire.Dashboard.Pages;

namespace Aspire.Dashboard.Access;

/// <summary>The page where people log in: by the address that the AppHost says, or by typing the token.</summary>
internal static class LoginEndpoints
{
    /// <summary>Maps it.</summary>
    public static void MapLogin(this IEndpointRouteBuilder routes, PageAccess access)
    {
        routes.MapGet(PageAccess.LoginPath, (HttpContext context, string? t, string? returnUrl) =>
            access.IsIn(context) && t is null ? Results.LocalRedirect(Local(returnUrl)) : LogIn(context, access, t, returnUrl));
        routes.MapPost(PageAccess.LoginPath, async (HttpContext context, string? returnUrl) =>
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;
            return LogIn(context, access, form["t"].ToString(), returnUrl);
        });
    }

    private static IResult LogIn(HttpContext context, PageAccess access, string? token, string? returnUrl)
    {
        if (access.Knows(token))
        {
            access.LetIn(context);
            return Results.LocalRedirect(Local(returnUrl));
        }

        context.Response.StatusCode = token is null ? StatusCodes.Status200OK : StatusCodes.Status401Unauthorized;
        return DashboardPages.Show("login.html");
    }

    // Not "//other.example" either.
    private static string Local(string? url) => url is ['/'] or ['/', not ('/' or '\\'), ..] && !url.Any(char.IsControl) ? url : "/";
}
