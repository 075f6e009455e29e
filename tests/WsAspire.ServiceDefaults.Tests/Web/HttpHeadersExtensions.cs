using System.Net.Http.Headers;

namespace WsAspire.ServiceDefaults.Tests.Web;

/// <summary>Reads headers that may be missing.</summary>
internal static class HttpHeadersExtensions
{
    public static string? GetValuesOrNull(this HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) ? string.Join(',', values) : null;
}
