using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WsAspire.Branching;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Reads out of a request which branch it asks for. A request that says nothing costs a few look-ups of headers, and no memory.</summary>
internal sealed class RequestBranch(IOptions<BranchingOptions> options)
{
    private const string Grpc = "application/grpc";
    private const string GrpcWeb = "application/grpc-web";
    private const string InText = BranchHeaders.Member + "=";

    private readonly string _header = options.Value.Header;
    private readonly string? _traceHeader = options.Value.TraceHeader is { Length: > 0 } name ? name : null;
    private readonly bool _entry = options.Value.Entry;

    public BranchChoice Read(HttpRequest request)
    {
        var headers = request.Headers;
        var hasHeader = headers.TryGetValue(_header, out var header);
        var traceHeader = default(StringValues);
        var hasTraceHeader = _traceHeader is not null && headers.TryGetValue(_traceHeader, out traceHeader);
        var baggage = headers.Baggage;
        var isPerson = _entry && !IsGrpc(request.ContentType);
        var query = isPerson && request.QueryString.Value is { } text && text.Contains(InText, StringComparison.Ordinal) ? text : null;
        var cookies = isPerson ? headers.Cookie : default;
        return !hasHeader && !hasTraceHeader && query is null && !Holds(baggage) && !Holds(cookies)
            ? default
            : BranchRules.Choose(header.ToArray(), traceHeader.ToArray(), baggage.ToArray(), query, cookies.ToArray());
    }

    private static bool Holds(StringValues values)
    {
        foreach (var value in values)
        {
            if (value?.Contains(BranchHeaders.Member, StringComparison.Ordinal) == true)
            {
                return true;
            }
        }

        return false;
    }

    // A browser speaks gRPC-Web, and has cookies.
    private static bool IsGrpc(string? contentType) =>
        contentType?.StartsWith(Grpc, StringComparison.OrdinalIgnoreCase) == true && !contentType.StartsWith(GrpcWeb, StringComparison.OrdinalIgnoreCase);
}
