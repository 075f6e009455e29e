using System.ComponentModel.DataAnnotations;
using System.Net;
using WsAspire.Branching;

namespace WsGateway;

/// <summary>One service as callers reach it.</summary>
internal sealed class FrontDoorOptions : IValidatableObject
{
    private const string Localhost = "localhost";

    /// <summary>The service, such as <c>ws-order</c>; a DNS label. Its clusters are <c>Service/branch</c>.</summary>
    [Required]
    public string Service { get; set; } = "";

    /// <summary>Port of the door, 1 to 65535.</summary>
    [Range(1, 65535)]
    public int Port { get; set; }

    /// <summary>Port of the same door over TLS, 1 to 65535; then <c>Port</c> stays cleartext. Null by default: with <c>Gateway:Certificate</c> the one port speaks TLS.</summary>
    [Range(1, 65535)]
    public int? TlsPort { get; set; }

    /// <summary>IP address at which the door listens. <c>127.0.0.1</c> by default; <c>localhost</c> is both loopbacks, <c>0.0.0.0</c> all interfaces.</summary>
    public string Address { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>The service's own address, such as <c>http://127.0.0.1:8081</c>: it serves while nothing is known of branches. Null by default: then it is 503.</summary>
    public string? Endpoint { get; set; }

    /// <summary>Paths of rpcs that change nothing, such as <c>/hello.HelloHTTP/SayHello</c>: they may be repeated after a reset. Empty by default.</summary>
    public List<string> Reads { get; set; } = [];

    /// <summary>All its ports.</summary>
    internal IEnumerable<int> Ports => TlsPort is { } secure ? [Port, secure] : [Port];

    /// <summary>Where the door listens in cleartext.</summary>
    internal string ListenAddress => $"http://{(IsLocalhost ? $"{Localhost}:{Port}" : new IPEndPoint(IPAddress.Parse(Address), Port))}";

    /// <summary>Whether it listens at both loopbacks.</summary>
    internal bool IsLocalhost => string.Equals(Address, Localhost, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!BranchName.IsValid(Service))
        {
            yield return new ValidationResult("expected a DNS label such as ws-order", [nameof(Service)]);
        }

        if (!IsLocalhost && !IPAddress.TryParse(Address, out _))
        {
            yield return new ValidationResult("expected localhost, or an IP address such as 127.0.0.1 or 0.0.0.0", [nameof(Address)]);
        }

        if (!string.IsNullOrEmpty(Endpoint) && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && uri is { Scheme: "http", PathAndQuery: "/", Fragment: "", UserInfo: "" }))
        {
            yield return new ValidationResult("expected http://, a host and a port, such as http://127.0.0.1:8081", [nameof(Endpoint)]);
        }

        foreach (var path in Reads.Where(path => path.Length < 2 || path[0] != '/' || path.AsSpan(1).Count('/') != 1))
        {
            yield return new ValidationResult($"expected paths of rpcs such as /hello.HelloHTTP/SayHello; got '{path}'", [nameof(Reads)]);
        }
    }
}
