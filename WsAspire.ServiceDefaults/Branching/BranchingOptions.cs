using System.ComponentModel.DataAnnotations;
using System.Net;
using WsAspire.Branching;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>The section <c>Branching</c>: which branch this process serves, how a request says its own, and where the process registers.</summary>
public sealed class BranchingOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Branching";

    /// <summary>Key at the top of the configuration that beats <see cref="Branch"/>: the environment <c>Branch=f1</c>, the argument <c>--branch f1</c>.</summary>
    public const string BranchKey = "Branch";

    private const int MaxControlPlanes = 16;
    private const string Name = "expected a DNS label: 1 to 63 of a-z, 0-9 and -, neither first nor last a hyphen";

    /// <summary>The branch that serves where no other does. <c>test</c> by default; a DNS label.</summary>
    public string Default { get; set; } = "test";

    /// <summary>The branch that this process serves; a DNS label. Unset (the default) it is the default branch. The key <c>Branch</c> at the top, an environment variable or argument, beats it.</summary>
    public string? Branch { get; set; }

    /// <summary>Header that carries the branch of a request, in and out. <c>branch</c> by default. A proxy in front has to read the same.</summary>
    public string Header { get; set; } = BranchHeaders.Branch;

    /// <summary>Header that is read where the other is missing. <c>trace-branch</c> by default, the Go original's; empty for none.</summary>
    public string TraceHeader { get; set; } = BranchHeaders.TraceBranch;

    /// <summary>Whether a person enters a branch by the query <c>?branch=f1</c>, which sets a cookie, and leaves it by <c>?branch=</c>. True by default.</summary>
    public bool Entry { get; set; } = true;

    /// <summary>Addresses of the control planes at which this process registers, with commas between them, such as <c>http://ws-branches:9300</c>. A name that stands for several machines, as that of a headless Service, is each of them. Empty by default: it registers nowhere.</summary>
    public string ControlPlanes { get; set; } = "";

    /// <summary>The control planes' token, sent as <c>authorization: Bearer</c>; printable ASCII without blanks. Null by default: none is sent. A change is taken over at the next connection.</summary>
    [Reloadable]
    public string? Token { get; set; }

    /// <summary>IP address at which others reach this process. Null by default: the one that a control plane sees it come from.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>Port at which others reach this process, 1 to 65535. Unset (the default) it is the first cleartext port that it listens on.</summary>
    [Range(1, 65535)]
    public int? AdvertisedPort { get; set; }

    /// <summary>Whether the process says that it is being debugged: then nobody gives up on it for being silent. False by default; a debugger that is attached says so by itself.</summary>
    [Reloadable]
    public bool Debug { get; set; }

    /// <summary>The branch that this process serves.</summary>
    internal string Own => string.IsNullOrEmpty(Branch) ? Default : Branch;

    /// <summary>Whether that is another than the default.</summary>
    internal bool IsBranch => Own != Default;

    /// <summary>The control planes of <see cref="ControlPlanes"/>, in the order given.</summary>
    public IReadOnlyList<Uri> ListControlPlanes() => [.. Split().Select(address => new Uri(address)).Distinct()];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!BranchName.IsValid(Default))
        {
            yield return new ValidationResult(Name, [nameof(Default)]);
        }

        if (!string.IsNullOrEmpty(Branch) && !BranchName.IsValid(Branch))
        {
            yield return new ValidationResult($"{Name}; the environment variable or argument {BranchKey} sets it too", [nameof(Branch)]);
        }

        foreach (var (name, header) in new[] { (nameof(Header), Header), (nameof(TraceHeader), TraceHeader) })
        {
            if (!IsHeader(header) && (name == nameof(Header) || header.Length > 0))
            {
                yield return new ValidationResult("expected the name of a header of its own, of a-z, A-Z, 0-9 and -", [name]);
            }
        }

        if (Split() is var planes && (planes.Length > MaxControlPlanes || !planes.All(IsPlane)))
        {
            yield return new ValidationResult($"expected at most {MaxControlPlanes} addresses such as http://ws-branches:9300, with commas between them and without a path", [nameof(ControlPlanes)]);
        }

        if (Token is not null && (Token.Length == 0 || Token.AsSpan().ContainsAnyExceptInRange('!', '~')))
        {
            yield return new ValidationResult("expected printable ASCII without blanks", [nameof(Token)]);
        }

        if (!string.IsNullOrEmpty(AdvertisedAddress) && (!IPAddress.TryParse(AdvertisedAddress, out var address) || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
        {
            yield return new ValidationResult("expected the IP address of one machine, never a name", [nameof(AdvertisedAddress)]);
        }
    }

    private string[] Split() => ControlPlanes.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static bool IsPlane(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri is { Host.Length: > 0, PathAndQuery: "/", Fragment: "", UserInfo: "" };

    // Those of HTTP itself would be read as a branch, or break the request.
    private static bool IsHeader(string text) =>
        text.Length is > 0 and <= 64
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-')
        && !text.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase)
        && !s_taken.Contains(text, StringComparer.OrdinalIgnoreCase);

    private static readonly string[] s_taken =
        ["accept", "authorization", "baggage", "connection", "content-length", "content-type", "cookie", "host", "te", "traceparent", "tracestate", "transfer-encoding", "user-agent", BranchHeaders.Served];
}
