using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using WsAspire.Branching.Xds;

namespace WsAspire.Hosting.Envoy;

/// <summary>What Envoy starts with: its front doors, and where the control plane is. Nothing of it changes with a branch.</summary>
internal sealed partial record EnvoyBootstrap
{
    private const string TokenSecret = "branches-token";
    private const string OtlpSecret = "otlp-key";

    /// <summary>Names this proxy to the control plane.</summary>
    public required string NodeId { get; init; }

    /// <summary>The name under which the proxy reaches the machine that it runs on, where that is not loopback; null otherwise.</summary>
    public string? HostName { get; init; }

    /// <summary>Address at which the front doors listen.</summary>
    public string ListenAddress { get; init; } = "127.0.0.1";

    /// <summary>Loopback port of the admin interface; 0 is a free one.</summary>
    public int AdminPort { get; init; }

    /// <summary>The branch that serves what no other does.</summary>
    public string DefaultBranch { get; init; } = "test";

    /// <summary>The control plane's replicas; Envoy speaks to one of them at a time.</summary>
    public required IReadOnlyList<EnvoyAddress> ControlPlane { get; init; }

    /// <summary>The environment variable of Envoy that holds what the control plane wants to see, so that no file does; null where it wants nothing.</summary>
    public string? TokenVariable { get; init; }

    /// <summary>Where spans go by OTLP over gRPC; null is nowhere.</summary>
    public EnvoyOtlp? Otlp { get; init; }

    /// <summary>The certificate of the doors that have a port for TLS; null where none has.</summary>
    public EnvoyCertificate? Certificate { get; init; }

    /// <summary>The services, each with its door.</summary>
    public required IReadOnlyList<EnvoyFrontDoor> FrontDoors { get; init; }

    /// <summary>Writes the bootstrap as YAML that <c>envoy -c</c> reads.</summary>
    public string Write()
    {
        var listeners = new StringBuilder();
        var clusters = new StringBuilder();
        foreach (var door in FrontDoors)
        {
            listeners.Append(Listener(door, door.Service, door.Port, tls: ""));
            if (door.TlsPort is { } port && Certificate is not null)
            {
                listeners.Append(Listener(door, $"{door.Service}-tls", port, Fill("tls", new() { ["secret"] = Quote(Certificate.SecretPath) })));
            }

            clusters.Append(Cluster(door.Service, [door.Origin]));
        }

        clusters.Append(Cluster("ws-branches", ControlPlane, TokenVariable is null ? "" : Credential(TokenSecret, "authorization", "Bearer ")));
        if (Otlp is not null)
        {
            clusters.Append(Cluster("otlp", [Otlp.Address], Otlp.Header is null ? "" : Credential(OtlpSecret, Otlp.Header)));
        }

        return Fill("bootstrap", new()
        {
            ["node"] = NodeId,
            ["metadata"] = HostName is null ? "{}" : "{" + NodeMetadata.HostKey + ": " + Quote(HostName) + "}",
            ["admin-port"] = Text(AdminPort),
            ["secrets"] = Secrets(),
            ["listeners"] = listeners.ToString(),
            ["clusters"] = clusters.ToString(),
        });
    }

    /// <summary>Writes what Envoy reads of the certificate, as YAML of its file.</summary>
    public static string WriteSecret(EnvoyCertificate certificate) => Fill("secret", new()
    {
        ["certificate"] = Quote(certificate.CertificatePath),
        ["key"] = Quote(certificate.KeyPath),
        ["folder"] = Quote(Path.GetDirectoryName(certificate.CertificatePath)!.Replace('\\', '/')),
    });

    private string Secrets()
    {
        var secrets = new[] { (Name: TokenSecret, Variable: TokenVariable), (Name: OtlpSecret, Variable: Otlp?.Header is null ? null : EnvoyOtlp.Variable) };
        var written = string.Concat(secrets.Where(secret => secret.Variable is not null).Select(secret => Fill("environment-secret", new() { ["name"] = secret.Name, ["variable"] = secret.Variable! })));
        return written.Length == 0 ? "" : Template("secrets") + written;
    }

    private static string Credential(string secret, string header, string? prefix = null) => Fill("credential", new()
    {
        ["secret"] = secret,
        ["header"] = Quote(header),
        ["prefix"] = prefix is null ? "" : $"\n                header_value_prefix: {Quote(prefix)}",
    });

    private string Listener(EnvoyFrontDoor door, string name, int port, string tls) => Fill("front-door", new()
    {
        ["name"] = name,
        ["service"] = door.Service,
        ["address"] = ListenAddress,
        ["port"] = Text(port),
        ["default"] = DefaultBranch,
        ["branch-filter"] = Template("branch-filter"),
        ["tracing"] = Otlp is null ? "" : Fill("tracing", new() { ["node"] = NodeId }),
        ["reads"] = string.Concat(door.Reads.Select(path => Fill("read-route", new() { ["path"] = path, ["service"] = door.Service }))),
        ["tls"] = tls.TrimEnd('\n'),
    });

    private static string Cluster(string name, IReadOnlyList<EnvoyAddress> addresses, string filters = "") => Fill("cluster", new()
    {
        ["name"] = name,
        ["type"] = addresses.All(address => address.ClusterType == "STATIC") ? "STATIC" : "STRICT_DNS\n    dns_lookup_family: V4_PREFERRED",
        ["filters"] = filters.TrimEnd('\n'),
        ["endpoints"] = string.Join(", ", addresses.Select(address =>
            "{endpoint: {address: {socket_address: {address: " + Quote(address.Host) + ", port_value: " + Text(address.Port) + "}}}}")),
    });

    // A JSON string is a YAML string, whatever is in it.
    private static string Quote(string text) => JsonSerializer.Serialize(text);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Fill(string template, Dictionary<string, string> values) =>
        Placeholder().Replace(Template(template), placeholder => values[placeholder.Groups[1].Value]);

    private static string Template(string name)
    {
        using var stream = typeof(EnvoyBootstrap).Assembly.GetManifestResourceStream($"WsAspire.Hosting.Envoy.Templates.{name}.yaml")
            ?? throw new InvalidOperationException($"There is no template {name}.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{([a-z-]+)\}\}")]
    private static partial Regex Placeholder();
}
