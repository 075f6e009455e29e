using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace WsGateway.Proxy;

/// <summary>The path of a request in its normal form (RFC 3986, 6.2.2), so that no two spellings of it are treated differently on the way.</summary>
internal static class RequestPath
{
    private static readonly SearchValues<char> s_suspicious = SearchValues.Create("%.\\");
    private static readonly SearchValues<char> s_unreserved = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    /// <summary>Resolves dot segments, merges slashes, and takes escapes from letters that need none.</summary>
    /// <param name="target">Path and query as they came.</param>
    /// <param name="normal">Path and query; the query as it came.</param>
    /// <returns>False for what is no path, leads out of the root, or has a slash or backslash in an escape.</returns>
    public static bool TryNormalize(string target, [NotNullWhen(true)] out string? normal)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? target[mark..] : "";
        var path = target.AsSpan(0, target.Length - query.Length);
        if (path.Length == 0 || path[0] != '/')
        {
            // OPTIONS * is the one request without a path.
            normal = target == "*" ? target : null;
            return normal is not null;
        }

        if (!path.ContainsAny(s_suspicious) && !path.Contains("//", StringComparison.Ordinal))
        {
            normal = target;
            return true;
        }

        normal = Unescape(path) is { } unescaped && TryResolve(unescaped, out var resolved) ? resolved + query : null;
        return normal is not null;
    }

    private static string? Unescape(ReadOnlySpan<char> path)
    {
        var text = new StringBuilder(path.Length);
        for (var i = 0; i < path.Length; i++)
        {
            if (path[i] != '%')
            {
                text.Append(path[i] == '\\' ? '/' : path[i]);
                continue;
            }

            if (i + 2 >= path.Length || !byte.TryParse(path.Slice(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || (char)code is '/' or '\\')
            {
                return null;
            }

            if (s_unreserved.Contains((char)code))
            {
                text.Append((char)code);
            }
            else
            {
                text.Append('%').Append(path.Slice(i + 1, 2).ToString().ToUpperInvariant());
            }

            i += 2;
        }

        return text.ToString();
    }

    private static bool TryResolve(string path, out string resolved)
    {
        var segments = new List<string>();
        var parts = path.Split('/');
        for (var i = 1; i < parts.Length; i++)
        {
            var isLast = i == parts.Length - 1;
            if (parts[i] == "..")
            {
                if (segments.Count == 0)
                {
                    resolved = "";
                    return false;
                }

                segments.RemoveAt(segments.Count - 1);
            }
            else if (parts[i].Length > 0 && parts[i] != ".")
            {
                segments.Add(parts[i]);
                continue;
            }

            if (isLast)
            {
                segments.Add("");
            }
        }

        resolved = "/" + string.Join('/', segments);
        return true;
    }
}
