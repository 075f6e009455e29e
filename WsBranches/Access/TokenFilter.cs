using Microsoft.Net.Http.Headers;

namespace WsBranches.Access;

/// <summary>Lets a plain route be called with the token only.</summary>
internal sealed class TokenFilter(TokenGuard guard) : IEndpointFilter
{
    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.OnStarting(Challenge, context.HttpContext);
        guard.Check(context.HttpContext);
        return next(context);
    }

    private static Task Challenge(object state)
    {
        var response = ((HttpContext)state).Response;
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        }

        return Task.CompletedTask;
    }
}
