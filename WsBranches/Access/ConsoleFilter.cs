using System.Net;
using Microsoft.Net.Http.Headers;
using WsBranches.Services;

namespace WsBranches.Access;

/// <summary>Lets a route that acts for a person be called by the console of this program only: with the token, or from this machine.</summary>
/// <remarks>A page of another origin can make a browser of this machine send requests too. So a header is asked for that such a page cannot set without being allowed to, its origin is looked at,
/// and without the token the host has to be a name of this machine: a name that was made to point here (DNS rebinding) is none.</remarks>
internal sealed class ConsoleFilter(TokenGuard guard) : IEndpointFilter
{
    /// <summary>The header that the console sends; its value does not matter.</summary>
    public const string Header = "X-Ws-Console";

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        if (!request.Headers.ContainsKey(Header) || !IsOfOwnOrigin(request))
        {
            throw new ConsoleOnlyException();
        }

        if (request.Headers.ContainsKey(HeaderNames.Authorization) || !IsOfThisMachine(context.HttpContext))
        {
            guard.Check(context.HttpContext);
        }

        return next(context);
    }

    private static bool IsOfOwnOrigin(HttpRequest request) =>
        request.Headers.Origin is var origin && (origin.Count == 0 || (origin.Count == 1 && string.Equals(origin[0], $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)));

    private static bool IsOfThisMachine(HttpContext context)
    {
        var host = context.Request.Host.Host;
        return IPAddress.IsLoopback(PeerAddress.Of(context))
            && (string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));
    }
}
