using WsAspire.Hosting.Envoy;
using WsAspire.Hosting.Ports;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An Envoy of this machine as the front door of services: it sends each request to the branch that it asks for.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="command">Full path of the program.</param>
/// <param name="workingDirectory">Folder that holds its bootstrap.</param>
public sealed class LocalEnvoyResource(string name, string command, string workingDirectory) : ExecutableResource(name, command, workingDirectory), IEnvoyResource
{
    /// <inheritdoc />
    EnvoySettings IEnvoyResource.Settings { get; } = new();

    /// <summary>The file that Envoy reads at its start.</summary>
    public string BootstrapPath => Path.Combine(WorkingDirectory, "bootstrap.yaml");

    /// <summary>The front door of a service.</summary>
    /// <param name="service">Name of the service's resource.</param>
    public EndpointReference GetFrontDoor(string service) => new(this, service);

    /// <inheritdoc />
    EnvoyDoorPort IEnvoyResource.PortFor(int? port) => new(Port: null, port ?? FreePort.Take(), IsProxied: false);
}
