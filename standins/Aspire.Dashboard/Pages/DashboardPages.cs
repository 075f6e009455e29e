using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace Aspire.Dashboard.Pages;

/// <summary>The pages: one document whose script shows what its address names. They are part of the program, and ask nobody else for anything.</summary>
internal static class DashboardPages
{
    // Names, messages and attributes come from strangers: even what got around the pages' own care is not run.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private static readonly string[] s_documents = ["/", "/console", "/logs", "/traces", "/traces/{id}", "/metrics"];

    /// <summary>Maps the pages and their parts.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        foreach (var path in s_documents)
        {
            routes.MapGet(path, () => Show("dashboard.html"));
        }

        foreach (var file in typeof(DashboardPages).Assembly.GetManifestResourceNames().Where(name => Path.GetExtension(name) is ".js" or ".css"))
        {
            routes.MapGet($"/{file}", () => Show(file));
        }
    }

    /// <summary>A file with the headers that all of them have.</summary>
    public static IResult Show(string file) => new PageResult(file);

    private sealed class PageResult(string file) : IResult
    {
        public Task ExecuteAsync(HttpContext context)
        {
            var (content, headers) = (Read(file), context.Response.Headers);
            headers.ContentSecurityPolicy = ContentSecurityPolicy;
            headers.XContentTypeOptions = "nosniff";

            // Not "no-referrer": browsers then call the origin of a form "null", and it is the login's check of it that refuses.
            headers["Referrer-Policy"] = "same-origin";
            headers.CacheControl = "no-cache";
            var type = Path.GetExtension(file) switch { ".js" => "text/javascript", ".css" => "text/css", _ => "text/html" };
            if (context.Response.StatusCode != StatusCodes.Status200OK)
            {
                context.Response.ContentType = $"{type}; charset=utf-8";
                return context.Response.Body.WriteAsync(content, context.RequestAborted).AsTask();
            }

            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content), 0, 8)}\"");
            return Results.Bytes(content, $"{type}; charset=utf-8", entityTag: tag).ExecuteAsync(context);
        }

        private static byte[] Read(string file)
        {
            using var stream = typeof(DashboardPages).Assembly.GetManifestResourceStream(file)!;
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            return copy.ToArray();
        }
    }
}
