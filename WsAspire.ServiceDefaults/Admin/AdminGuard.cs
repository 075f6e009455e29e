using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>Lets in whom the port is for: not a web page in somebody's browser, and nobody without the token where one is set.</summary>
internal sealed class AdminGuard(IOptionsMonitor<AdminOptions> options)
{
    /// <summary>Gives the status that refuses a request, and why; null lets it in.</summary>
    public (int Status, string Reason)? Refuse(HttpContext context)
    {
        var request = context.Request;
        if (options.CurrentValue.Token is { } token)
        {
            if (!Matches(request.Headers.Authorization.ToString(), token))
            {
                context.Response.Headers.WWWAuthenticate = "Bearer";
                return (StatusCodes.Status401Unauthorized, "send the token of Admin:Token: Authorization: Bearer TOKEN");
            }
        }
        else if (!IsAddress(request.Host.Host))
        {
            // A page may make a name of its own point here, but not an address.
            return (StatusCodes.Status421MisdirectedRequest, "the host of the request has to be an IP address or localhost");
        }

        return IsFromAnotherSite(request) ? (StatusCodes.Status403Forbidden, "requests of another site's pages are not answered") : null;
    }

    private static bool Matches(string header, string token) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(header)), SHA256.HashData(Encoding.UTF8.GetBytes("Bearer " + token)));

    private static bool IsAddress(string host) => host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || IPAddress.TryParse(host.Trim('[', ']'), out _);

    private static bool IsFromAnotherSite(HttpRequest request)
    {
        var origin = request.Headers.Origin.ToString();
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        return (origin.Length > 0 && !origin.Equals($"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase)) || site is not ("" or "none" or "same-origin");
    }
}
