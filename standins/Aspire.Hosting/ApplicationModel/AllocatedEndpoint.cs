namespace Aspire.Hosting.ApplicationModel;

/// <summary>The address that an endpoint got.</summary>
public class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port, string? targetPortExpression = null)
{
    /// <summary>The endpoint.</summary>
    public EndpointAnnotation Endpoint { get; } = endpoint;

    /// <summary>The host's name or address.</summary>
    public string Address { get; } = address;

    /// <summary>The port.</summary>
    public int Port { get; } = port;

    /// <summary>The scheme.</summary>
    public string UriScheme => Endpoint.UriScheme;

    /// <summary>address:port</summary>
    public string EndPointString => $"{Address}:{Port}";

    /// <summary>scheme://address:port</summary>
    public string UriString => $"{UriScheme}://{EndPointString}";

    /// <summary>What stands for the port of each replica.</summary>
    public string? TargetPortExpression { get; } = targetPortExpression;

    /// <inheritdoc/>
    public override string ToString() => UriString;
}
