using System.Collections.Frozen;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Decides which headers of a JSON request a method sees, and which trailers a caller of JSON.</summary>
internal sealed class HeaderRules : IDisposable
{
    private const string MetadataPrefix = "Grpc-Metadata-";
    private const string TrailerPrefix = "Grpc-Trailer-";
    private const string Reserved = "grpc-";
    private const string Everything = "*";

    // Who asks, in which language, on whose behalf, and what belongs to a trace; never cookies, nor what belongs to the connection or the body.
    private static readonly string[] s_always =
    [
        "accept-language", "authorization", "baggage", "branch", "idempotency-key", "if-match", "if-none-match", "traceparent", "trace-branch", "tracestate",
        "user-agent", "x-correlation-id", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-request-id",
    ];

    private readonly IDisposable? _changes;
    private Lists _lists;

    public HeaderRules(IOptionsMonitor<TranscodingOptions> options)
    {
        _lists = new Lists(options.CurrentValue);
        _changes = options.OnChange(changed => _lists = new Lists(changed));
    }

    /// <summary>Makes the metadata of a request.</summary>
    /// <exception cref="InvalidRequestException">A header <c>…-bin</c> is no base64.</exception>
    public Metadata Read(IHeaderDictionary headers)
    {
        var lists = _lists;
        var metadata = new Metadata();
        foreach (var (header, values) in headers)
        {
            var isPrefixed = header.StartsWith(MetadataPrefix, StringComparison.OrdinalIgnoreCase);
            var name = isPrefixed ? header[MetadataPrefix.Length..] : header;
            if ((isPrefixed || lists.Passes(name)) && IsName(name))
            {
                foreach (var value in values)
                {
                    metadata.Add(name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase)
                        ? new Metadata.Entry(name, Decode(header, value ?? ""))
                        : new Metadata.Entry(name, value ?? ""));
                }
            }
        }

        return metadata;
    }

    /// <summary>Writes trailers as headers; a header that is there stays.</summary>
    public void Write(Metadata trailers, HttpResponse response)
    {
        if (response.HasStarted)
        {
            return;
        }

        foreach (var group in trailers.Where(trailer => !trailer.Key.StartsWith(Reserved, StringComparison.Ordinal)).GroupBy(trailer => trailer.Key))
        {
            var name = _lists.Plain.Contains(group.Key) ? group.Key : TrailerPrefix + group.Key;
            var values = group.Select(trailer => trailer.IsBinary ? Convert.ToBase64String(trailer.ValueBytes) : trailer.Value).Where(IsValue).ToArray();
            if (values.Length > 0)
            {
                response.Headers.TryAdd(name, values);
            }
        }
    }

    public void Dispose() => _changes?.Dispose();

    private static bool IsName(string name) =>
        name.Length > 0
        && !name.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase)
        && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');

    private static bool IsValue(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static byte[] Decode(string header, string value)
    {
        try
        {
            return Convert.FromBase64String(Base64.ToStandard(value));
        }
        catch (FormatException)
        {
            throw new InvalidRequestException(new FieldViolation(header, "expected base64"));
        }
    }

    private sealed class Lists(TranscodingOptions options)
    {
        private readonly bool _allPass = Split(options.RequestHeaders).Contains(Everything);
        private readonly FrozenSet<string> _passing = s_always.Concat(Split(options.RequestHeaders)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

        public FrozenSet<string> Plain { get; } = Split(options.ResponseTrailers).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

        public bool Passes(string name) => _allPass || _passing.Contains(name);

        private static string[] Split(string names) => names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
    }
}
