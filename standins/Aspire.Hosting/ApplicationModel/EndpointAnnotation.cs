using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An endpoint of a resource.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    private string? _transport;
    private int? _port;
    private int? _targetPort;

    /// <summary>Creates an endpoint.</summary>
    public EndpointAnnotation(
        ProtocolType protocol, string? uriScheme = null, string? transport = null, string? name = null, int? port = null, int? targetPort = null,
        bool? isExternal = null, bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? ProtocolName;
        Name = name ?? UriScheme;
        ModelName.Validate("Endpoint", Name);
        (_transport, _port, _targetPort, IsExternal, IsProxied) = (transport, port, targetPort, isExternal ?? false, isProxied);
    }

    /// <summary>The name, unique within the resource.</summary>
    public string Name { get; set; }

    /// <summary>The network protocol.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The port that others use; null for any.</summary>
    public int? Port { get => _port ?? (IsProxied ? null : _targetPort); set => _port = value; }

    /// <summary>The port that the resource listens on; null for any.</summary>
    public int? TargetPort { get => _targetPort ?? (IsProxied ? null : _port); set => _targetPort = value; }

    /// <summary>The scheme.</summary>
    public string UriScheme { get; set; }

    /// <summary>The host's name or address; localhost by default.</summary>
    public string TargetHost { get; set; } = "localhost";

    /// <summary>tcp, udp, http or http2.</summary>
    public string Transport { get => _transport ?? (UriScheme is "http" or "https" ? "http" : ProtocolName); set => _transport = value; }

    /// <summary>Whether it is reached from outside.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether a proxy stands before the replicas.</summary>
    public bool IsProxied { get; set; }

    /// <summary>The address that it got, if it has one yet.</summary>
    public AllocatedEndpoint? AllocatedEndpoint
    {
        get => AllocatedEndpointSnapshot.IsValueSet ? AllocatedEndpointSnapshot.GetValueAsync().GetAwaiter().GetResult() : null;
        set => AllocatedEndpointSnapshot.SetValue(value ?? throw new ArgumentNullException(nameof(value)));
    }

    /// <summary>The address that it gets, to wait for.</summary>
    public ValueSnapshot<AllocatedEndpoint> AllocatedEndpointSnapshot { get; } = new();

    private string ProtocolName => Protocol.ToString().ToLowerInvariant();
}
