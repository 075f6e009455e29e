using WsAspire.Hosting.Ports;
using WsAspire.Hosting.State;

namespace WsAspire.AppHost;

/// <summary>Where callers reach the services: a proxy that knows the branches, or the services themselves.</summary>
internal sealed class FrontDoors
{
    private readonly IFrontProxy _proxy;
    private readonly BranchControl _branches;
    private readonly PortChoices _ports;

    private FrontDoors(IFrontProxy proxy, BranchControl branches, PortChoices ports)
    {
        _proxy = proxy;
        _branches = branches;
        _ports = ports;
    }

    /// <summary>Adds the proxy that <see cref="ProxyChoice"/> finds.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="state">Where the proxy keeps what it needs.</param>
    /// <param name="branches">Who knows the branches.</param>
    /// <param name="services">The services that get a door.</param>
    /// <exception cref="DistributedApplicationException">An option is wrong, or Envoy was asked for where there is none.</exception>
    public static FrontDoors Add(IDistributedApplicationBuilder builder, StateFolder state, BranchControl branches, params string[] services)
    {
        var certificate = DoorCertificate.Of(builder);
        string[] names = certificate is null ? services : [.. services, .. services.Select(TlsName)];
        var ports = PortChoices.Parse(builder.Configuration[PortChoices.ConfigurationKey], names);
        return new FrontDoors(
            ProxyChoice.Of(builder) switch
            {
                ProxyKind.Container => new ContainerFrontProxy(builder, branches, certificate, TlsPort),
                ProxyKind.Envoy => new EnvoyFrontProxy(builder, state, branches, certificate, TlsPort),
                ProxyKind.Gateway => new GatewayFrontProxy(builder, state, branches, certificate, TlsPort),
                _ => new NoFrontProxy(),
            },
            branches,
            ports);

        int? TlsPort(string service) => ports.PortFor(TlsName(service), modelPort: null);
    }

    /// <summary>Opens the door of a service.</summary>
    /// <param name="service">The service. Behind a proxy it has a free port itself, and what was external of it is its door.</param>
    /// <param name="port">The port that callers know, unless another was chosen.</param>
    /// <param name="contracts">Contracts whose reads the proxy may repeat.</param>
    /// <returns>The door's address, for those who call the service.</returns>
    public EndpointReference Open(IResourceBuilder<ProjectResource> service, int port, params IReadOnlyList<Google.Protobuf.Reflection.FileDescriptor> contracts)
    {
        var door = _proxy.Open(service, _ports.PortFor(service.Resource.Name, port), ReadMethods.Of(contracts));
        if (door.Resource.Name != service.Resource.Name && service.GetEndpoint("http").EndpointAnnotation.IsExternal)
        {
            door.EndpointAnnotation.IsExternal = true;
            foreach (var endpoint in service.Resource.Annotations.OfType<EndpointAnnotation>())
            {
                endpoint.IsExternal = false;
            }
        }

        _branches.Shows(service.Resource.Name, door);
        return door;
    }

    private static string TlsName(string service) => $"{service}-https";
}
