using System.ComponentModel.DataAnnotations;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Web;

/// <summary>The section <c>Cors</c>: which pages of other origins may call this service. Lists are texts with commas, so that a later source replaces the whole list.</summary>
public sealed class CrossOriginOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Cors";

    private const string Any = "*";

    /// <summary>Whether preflights are answered and answers carry the headers. True by default; read at start.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Origins that may call: <c>*</c> is any (the default), else such as <c>https://shop.example.com</c>; <c>https://*.example.com</c> is each below it.</summary>
    [Reloadable]
    public string Origins { get; set; } = Any;

    /// <summary>Methods that may be used; <c>*</c> is any. By default those of the JSON face.</summary>
    [Reloadable]
    public string Methods { get; set; } = "GET, HEAD, POST, PUT, PATCH, DELETE";

    /// <summary>Request headers that may be sent; <c>*</c> is any. By default the original's, and those of gRPC-Web, branches, idempotency and tracing.</summary>
    [Reloadable]
    public string Headers { get; set; } =
        "Content-Type, Accept, X-Grpc-Web, X-User-Agent, Grpc-Timeout, Grpc-Accept-Encoding, branch, trace-branch, Idempotency-Key, traceparent, tracestate, baggage";

    /// <summary>Response headers that the page may read. By default those of gRPC-Web, <c>Location</c>, <c>Retry-After</c> and <c>branch-served</c>.</summary>
    [Reloadable]
    public string ExposedHeaders { get; set; } = "Grpc-Status, Grpc-Message, Grpc-Encoding, Grpc-Status-Details-Bin, Location, Retry-After, branch-served";

    /// <summary>Whether the page may send cookies. False by default; true needs named origins.</summary>
    [Reloadable]
    public bool Credentials { get; set; }

    /// <summary>How long a browser may keep the answer of a preflight. 10 minutes by default, 0 to 1 day.</summary>
    [Reloadable]
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Takes a list apart; null where it is <c>*</c>.</summary>
    internal static string[]? Split(string list) =>
        list.Trim() == Any ? null : list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var origins = Split(Origins);
        if (origins is null && Credentials)
        {
            yield return new ValidationResult($"with cookies the origins must be named in {SectionName}:{nameof(Origins)}, * is not allowed", [nameof(Credentials)]);
        }

        if (origins?.Length == 0 || origins?.FirstOrDefault(origin => !IsOrigin(origin)) is not null)
        {
            yield return new ValidationResult("expected * alone, or origins such as https://shop.example.com, https://*.example.com", [nameof(Origins)]);
        }

        foreach (var (name, list) in new[] { (nameof(Methods), Methods), (nameof(Headers), Headers), (nameof(ExposedHeaders), ExposedHeaders) })
        {
            if (Split(list)?.All(IsToken) == false || (name == nameof(ExposedHeaders) && Credentials && Split(list) is null))
            {
                yield return new ValidationResult("expected names with commas between them", [name]);
            }
        }
    }

    // What a browser sends: no path, no trailing slash, no default port.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text.Replace("://*.", "://any.", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Host.Length > 0
        && !text.EndsWith('/')
        && uri is { PathAndQuery: "/" or "", Fragment: "", UserInfo: "" };

    private static bool IsToken(string text) => text.All(character => char.IsAsciiLetterOrDigit(character) || "!#$%&'*+-.^_`|~".Contains(character, StringComparison.Ordinal));
}
