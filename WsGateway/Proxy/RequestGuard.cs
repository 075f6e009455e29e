using Microsoft.AspNetCore.Http.Features;

namespace WsGateway.Proxy;

/// <summary>Refuses what no service should have to make sense of.</summary>
internal static class RequestGuard
{
    /// <summary>Looks at a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="target">Its path and query in normal form.</param>
    /// <returns>Why it is refused, and with which status; null where it is not.</returns>
    public static Refusal? Check(HttpContext context, out string target)
    {
        var raw = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        if (!RequestPath.TryNormalize(raw, out var normal))
        {
            target = "";
            return new Refusal(StatusCodes.Status400BadRequest, "path_normalization_failed", "The path of the request is no path, or has an escaped slash.");
        }

        target = normal;
        foreach (var (name, _) in context.Request.Headers)
        {
            if (name.Contains('_', StringComparison.Ordinal))
            {
                return new Refusal(StatusCodes.Status400BadRequest, "unexpected_underscore", "The name of a header has an underscore.");
            }
        }

        return HttpMethods.IsConnect(context.Request.Method) || IsUpgrade(context)
            ? new Refusal(StatusCodes.Status403Forbidden, "upgrade_failed", "The connection can't be taken over by another protocol.")
            : null;
    }

    // HTTP/2 in cleartext is spoken at once or not at all.
    private static bool IsUpgrade(HttpContext context) =>
        context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true }
        && !string.Equals(context.Request.Headers.Upgrade, "h2c", StringComparison.OrdinalIgnoreCase);
}
