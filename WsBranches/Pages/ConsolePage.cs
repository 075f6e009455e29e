using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace WsBranches.Pages;

/// <summary>The console: one page that shows in a browser what the JSON API tells. It is part of the program, and asks nobody else for anything.</summary>
internal static class ConsolePage
{
    // Names and reasons come from strangers: even what got around the page's own care is not run.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly string[] s_methods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps the page and its parts.</summary>
    public static void MapConsolePage(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/", "console.html", "text/html; charset=utf-8");
        Map(routes, "/console.css", "console.css", "text/css; charset=utf-8");
        Map(routes, "/console.js", "console.js", "text/javascript; charset=utf-8");
    }

    private static void Map(IEndpointRouteBuilder routes, string path, string file, string contentType)
    {
        var content = Read(file);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content), 0, 8)}\"");
        routes.MapMethods(path, s_methods, (HttpResponse response) =>
        {
            var headers = response.Headers;
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            headers.CacheControl = "no-cache";
            return TypedResults.Bytes(content, contentType, entityTag: tag);
        }).ExcludeFromDescription();
    }

    private static byte[] Read(string file)
    {
        using var stream = typeof(ConsolePage).Assembly.GetManifestResourceStream(file)!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
