using WsAspire.Hosting.Envoy;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container with Envoy as the front door of services: it sends each request to the branch that it asks for.</summary>
/// <param name="name">Name of the resource.</param>
public sealed class EnvoyResource(string name) : ContainerResource(name), IEnvoyResource
{
    // Below it a process without rights may not listen.
    private const int FirstFreePort = 1024;
    private const int FirstInnerPort = 10000;
    private int _inner = FirstInnerPort;

    /// <inheritdoc />
    EnvoySettings IEnvoyResource.Settings { get; } = new();

    /// <summary>The front door of a service.</summary>
    /// <param name="service">Name of the service's resource.</param>
    public EndpointReference GetFrontDoor(string service) => new(this, service);

    /// <inheritdoc />
    EnvoyDoorPort IEnvoyResource.PortFor(int? port) => new(port, port is >= FirstFreePort ? port.Value : _inner++, IsProxied: true);
}
