using WsAspire.Hosting.Envoy;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An Envoy as the front door of services, a process or a container: it sends each request to the branch that it asks for.</summary>
public interface IEnvoyResource : IResourceWithEndpoints
{
    /// <summary>What it serves, and who tells it of branches.</summary>
    internal EnvoySettings Settings { get; }

    /// <summary>Chooses the ports of one more door.</summary>
    /// <param name="port">The port that callers know; null is a free one.</param>
    internal EnvoyDoorPort PortFor(int? port);

    /// <summary>The front door of a service.</summary>
    /// <param name="service">Name of the service's resource.</param>
    EndpointReference GetFrontDoor(string service) => new(this, service);
}
