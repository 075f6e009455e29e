using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using WsAspire.Branching;
using WsAspire.ServiceDefaults.Branching;

namespace WsGateway.Proxy;

/// <summary>Reads which branch a request asks for, and writes it into one header, so that every hop decides alike. What is no name becomes <c>-</c>: nothing of it is passed on or logged.</summary>
internal sealed class BranchDecision(IOptions<BranchingOptions> options)
{
    private const string Invalid = "-";

    private readonly string _header = options.Value.Header;
    private readonly string? _traceHeader = options.Value.TraceHeader is { Length: > 0 } name ? name : null;
    private readonly bool _entry = options.Value.Entry;

    /// <summary>Decides.</summary>
    /// <returns>What the header says now; null where there is none.</returns>
    public string? Apply(HttpRequest request)
    {
        var headers = request.Headers;
        var hasHeader = headers.TryGetValue(_header, out var header);
        var traceHeader = default(StringValues);
        var hasTraceHeader = _traceHeader is not null && headers.Remove(_traceHeader, out traceHeader);
        var baggage = headers.Baggage;
        var query = _entry ? request.QueryString.Value : null;
        var cookies = _entry ? headers.Cookie : default;
        if (!hasHeader && !hasTraceHeader && baggage.Count == 0 && cookies.Count == 0 && string.IsNullOrEmpty(query))
        {
            return null;
        }

        var choice = BranchRules.Choose(header.ToArray(), traceHeader.ToArray(), baggage.ToArray(), query, cookies.ToArray());
        if (!choice.IsMade || choice.IsLeaving)
        {
            return null;
        }

        var written = choice.IsInvalid ? Invalid : choice.Branch;
        headers[_header] = written;
        return written;
    }
}
