using WsAspire.Hosting.Envoy;
using WsAspire.Hosting.State;

namespace WsAspire.AppHost;

/// <summary>An Envoy of this machine.</summary>
internal sealed class EnvoyFrontProxy : IFrontProxy
{
    private readonly IResourceBuilder<LocalEnvoyResource> _envoy;

    /// <summary>Adds it.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="state">Where its bootstrap is written.</param>
    /// <param name="branches">Who knows the branches.</param>
    /// <param name="certificate">The certificate of its doors.</param>
    /// <param name="tlsPort">Gives the port of a service's door over TLS.</param>
    /// <exception cref="DistributedApplicationException">This machine has none.</exception>
    public EnvoyFrontProxy(IDistributedApplicationBuilder builder, StateFolder state, BranchControl branches, DoorCertificate? certificate, Func<string, int?> tlsPort)
    {
        var program = EnvoyProgram.TryFind() ?? throw new DistributedApplicationException(
            $"proxy: there is no envoy on PATH, and {EnvoyProgram.PathVariable} names none. Get one from https://www.envoyproxy.io, or use proxy gateway.");
        _envoy = builder.AddLocalEnvoy(ResourceNames.Envoy, program, Path.Combine(state.Path, ResourceNames.Envoy)).WithControlPlane(branches.Endpoint, branches.Token);
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
