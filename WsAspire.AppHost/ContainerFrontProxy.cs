namespace WsAspire.AppHost;

/// <summary>Envoy in a container, and in a cluster.</summary>
internal sealed class ContainerFrontProxy : IFrontProxy
{
    private const string ImageFolder = "../deploy/envoy";
    private readonly IResourceBuilder<EnvoyResource> _envoy;

    /// <summary>Adds it.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="branches">Who knows the branches.</param>
    /// <param name="certificate">The certificate of its doors.</param>
    /// <param name="tlsPort">Gives the port of a service's door over TLS.</param>
    public ContainerFrontProxy(IDistributedApplicationBuilder builder, BranchControl branches, DoorCertificate? certificate, Func<string, int?> tlsPort)
    {
        _envoy = builder.AddEnvoy(ResourceNames.Envoy).WithControlPlane(branches.Endpoint, branches.Token).PublishFrom(ImageFolder);
        if (certificate is not null)
        {
            _envoy.WithCertificate(certificate.Certificate, certificate.Key, tlsPort);
        }
    }

    /// <inheritdoc />
    public EndpointReference Open(IResourceBuilder<ProjectResource> service, int? port, IReadOnlyList<string> reads)
    {
        service.WithEndpoint("http", endpoint => endpoint.Port = null);
        return _envoy.WithFrontDoor(service, port, reads).Resource.GetFrontDoor(service.Resource.Name);
    }
}
