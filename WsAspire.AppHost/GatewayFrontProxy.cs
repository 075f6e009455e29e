using System.Globalization;
using WsAspire.Hosting.State;

namespace WsAspire.AppHost;

/// <summary>The proxy of our own, for machines without an Envoy.</summary>
internal sealed class GatewayFrontProxy : IFrontProxy
{
    private const string Probe = "/gateway/healthz";

    private readonly IResourceBuilder<ProjectResource> _gateway;
    private readonly Func<string, int?>? _tlsPort;
    private int _doors;

    /// <summary>Adds it.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="state">Where it keeps what it knows.</param>
    /// <param name="branches">Who knows the branches.</param>
    /// <param name="certificate">The certificate of its doors.</param>
    /// <param name="tlsPort">Gives the port of a service's door over TLS.</param>
    public GatewayFrontProxy(IDistributedApplicationBuilder builder, StateFolder state, BranchControl branches, DoorCertificate? certificate, Func<string, int?> tlsPort)
    {
        _tlsPort = certificate is null ? null : tlsPort;
        _gateway = builder.AddProject<Projects.WsGateway>(ResourceNames.WsGateway, launchProfileName: null)
            .WithEnvironment("Branching__ControlPlanes", branches.Endpoint)
            .WithEnvironment("Branching__Token", branches.Token)
            .WithEnvironment("Gateway__StateFile", Path.Combine(state.Path, ResourceNames.WsGateway, "state"));
        if (certificate is not null)
        {
            _gateway.WithEnvironment("Gateway__Certificate", certificate.Certificate).WithEnvironment("Gateway__CertificateKey", certificate.Key);
        }
    }

    /// <inheritdoc />
    public EndpointReference Open(IResourceBuilder<ProjectResource> service, int? port, IReadOnlyList<string> reads)
    {
        service.WithEndpoint("http", endpoint => endpoint.Port = null);
        var name = service.Resource.Name;
        var door = string.Create(CultureInfo.InvariantCulture, $"Gateway__FrontDoors__{_doors++}__");
        _gateway.WithHttpEndpoint(port: port, name: name, env: door + "Port")
            .WithHttpHealthCheck(Probe, endpointName: name)
            .WithEnvironment(door + "Service", name)
            .WithEnvironment(door + "Address", "localhost")
            .WithEnvironment(door + "Endpoint", service.GetEndpoint("http"));
        if (_tlsPort is not null)
        {
            _gateway.WithHttpsEndpoint(port: _tlsPort(name), name: $"{name}-https", env: door + "TlsPort");
        }

        for (var i = 0; i < reads.Count; i++)
        {
            _gateway.WithEnvironment(string.Create(CultureInfo.InvariantCulture, $"{door}Reads__{i}"), reads[i]);
        }

        return _gateway.GetEndpoint(name);
    }
}
