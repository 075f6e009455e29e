using System.Net;
using Microsoft.AspNetCore.Http;
using WsAspire.Branching;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Keeps a person in the branch that he entered by the query; for as long as the browser runs.</summary>
internal static class BranchCookie
{
    private const string ForwardedProto = "x-forwarded-proto";

    /// <summary>Sets the cookie, or takes it away; an invalid name leaves it as it is.</summary>
    public static void Write(HttpContext context, BranchChoice choice)
    {
        var cookie = new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", Secure = IsSecure(context), IsEssential = true };
        if (choice.Branch is not null)
        {
            context.Response.Cookies.Append(BranchHeaders.Member, choice.Branch, cookie);
        }
        else if (choice.IsLeaving)
        {
            context.Response.Cookies.Delete(BranchHeaders.Member, cookie);
        }
    }

    // The proxy before us ends TLS. Anyone may write the header; only who calls over loopback, as a proxy of this machine does, is believed.
    private static bool IsSecure(HttpContext context) => context.Request.IsHttps
        || (context.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer) && context.Request.Headers[ForwardedProto] == "https");
}
