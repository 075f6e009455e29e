using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Decides whether a body is taken as JSON.</summary>
internal static class JsonContentType
{
    public const string Json = "application/json";

    /// <summary>Says whether a request's body is read as JSON: its type, and that it is not compressed.</summary>
    public static bool IsAccepted(HttpRequest request, bool lenient) =>
        IsAccepted(request.ContentType, lenient)
        && (request.Headers.ContentEncoding.Count == 0 || request.Headers.ContentEncoding.ToString().Equals("identity", StringComparison.OrdinalIgnoreCase));

    /// <summary>Says whether a body of this type is read as JSON; JSON is UTF-8 (RFC 8259), no other charset is accepted.</summary>
    /// <param name="contentType">The header; null or empty where there is none.</param>
    /// <param name="lenient">Whether nothing, a form or text is taken as JSON too.</param>
    public static bool IsAccepted(string? contentType, bool lenient)
    {
        if (string.IsNullOrEmpty(contentType))
        {
            return lenient;
        }

        if (contentType.Equals(Json, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
        {
            return false;
        }

        var isJson = type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) || type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase);
        var isLenient = lenient
            && (type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
                || type.MediaType.Equals("text/plain", StringComparison.OrdinalIgnoreCase));
        return (isJson || isLenient) && IsUtf8(type.Charset.Value);
    }

    private static bool IsUtf8(string? charset) =>
        string.IsNullOrEmpty(charset)
        || charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase)
        || charset.Trim('"').Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
}
