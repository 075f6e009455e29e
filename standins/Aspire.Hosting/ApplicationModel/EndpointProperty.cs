namespace Aspire.Hosting.ApplicationModel;

/// <summary>A part of an endpoint's address.</summary>
public enum EndpointProperty
{
    /// <summary>scheme://host:port</summary>
    Url,

    /// <summary>The host's name.</summary>
    Host,

    /// <summary>The host as an IPv4 address.</summary>
    IPV4Host,

    /// <summary>The port.</summary>
    Port,

    /// <summary>The scheme.</summary>
    Scheme,

    /// <summary>The port that the resource itself listens on.</summary>
    TargetPort,

    /// <summary>host:port</summary>
    HostAndPort,
}
