namespace WsAspire.Hosting.Envoy;

/// <summary>What the model says of a proxy.</summary>
internal sealed class EnvoySettings
{
    /// <summary>The services behind it.</summary>
    public List<EnvoyDoorAnnotation> Doors { get; } = [];

    /// <summary>Who knows the branches.</summary>
    public List<EndpointReference> ControlPlane { get; } = [];

    /// <summary>What the control plane wants to see.</summary>
    public ParameterResource? Token { get; set; }

    /// <summary>Where spans go; null is nowhere.</summary>
    public EnvoyOtlp? Otlp { get; set; }

    /// <summary>The certificate of the doors, and its key, as full paths of PEM files of this machine; null where no door speaks TLS.</summary>
    public (string Certificate, string Key)? Certificate { get; set; }

    /// <summary>Gives the port of a service's door over TLS; null of it is a free one.</summary>
    public Func<string, int?>? TlsPort { get; set; }

    /// <summary>Name of the endpoint of a service's door over TLS.</summary>
    public static string TlsName(string service) => $"{service}-https";
}
