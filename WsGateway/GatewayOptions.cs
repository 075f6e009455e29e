using System.ComponentModel.DataAnnotations;

namespace WsGateway;

/// <summary>The section <c>Gateway</c>: where callers come in, and what is used where there is no control plane.</summary>
internal sealed class GatewayOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Gateway";

    /// <summary>The one path of each door that the gateway answers itself: 200 while it is ready.</summary>
    public const string Probe = "/gateway/healthz";

    /// <summary>The doors, one for each service; at least one.</summary>
    public List<FrontDoorOptions> FrontDoors { get; set; } = [];

    /// <summary>Name of this proxy among those that the control plane serves. <c>ws-gateway</c> by default.</summary>
    [StringLength(128, MinimumLength = 1)]
    public string Node { get; set; } = "ws-gateway";

    /// <summary>File that keeps what the control plane said last, so that a start without it knows the branches. Its folder is made where it is missing. Null by default: nothing is kept.</summary>
    public string? StateFile { get; set; }

    /// <summary>PEM file with the certificate of the doors, those of its issuers behind it. Null by default: the doors speak cleartext. A door with a port for TLS has both. A change is taken over while it runs.</summary>
    public string? Certificate { get; set; }

    /// <summary>PEM file with the key of <see cref="Certificate"/>.</summary>
    public string? CertificateKey { get; set; }

    /// <summary>Whether each request is a line of JSON on standard output. True by default.</summary>
    public bool AccessLog { get; set; } = true;

    /// <summary>Time from the end of a plain HTTP request to the beginning of its answer, 0.1 s to 1 h; then it is 504. 15 s by default. Calls of gRPC have their own deadlines.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Time that a request or its answer may stand still, 1 s to 1 d; then it is cut. 5 min by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FrontDoors.Count == 0)
        {
            yield return new ValidationResult("expected at least one door, such as Gateway:FrontDoors:0:Service = ws-order and Gateway:FrontDoors:0:Port = 8080", [nameof(FrontDoors)]);
        }

        foreach (var port in FrontDoors.SelectMany(door => door.Ports).GroupBy(port => port).Where(ports => ports.Key != 0 && ports.Count() > 1).Select(ports => ports.Key))
        {
            yield return new ValidationResult($"port {port} is there twice; expected a port of its own for each door, and for TLS", [nameof(FrontDoors)]);
        }

        if (string.IsNullOrEmpty(Certificate) && FrontDoors.Find(door => door.TlsPort is not null) is { } secure)
        {
            yield return new ValidationResult($"{nameof(FrontDoorOptions.TlsPort)} {secure.TlsPort} of {secure.Service} needs a certificate; expected Gateway:{nameof(Certificate)} and Gateway:{nameof(CertificateKey)}", [nameof(FrontDoors)]);
        }

        if (string.IsNullOrEmpty(Certificate) != string.IsNullOrEmpty(CertificateKey))
        {
            yield return new ValidationResult($"expected both {nameof(Certificate)} and {nameof(CertificateKey)}, or neither", [nameof(Certificate)]);
        }
    }
}
