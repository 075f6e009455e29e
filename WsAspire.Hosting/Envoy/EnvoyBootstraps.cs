using System.Globalization;
using System.Net;

namespace WsAspire.Hosting.Envoy;

/// <summary>Makes the bootstrap of a proxy out of the model, for each place where it runs.</summary>
internal static class EnvoyBootstraps
{
    // What deployment tools give the first http endpoint of a project that says none: the port of the images of .NET.
    private const int PortInCluster = 8080;

    /// <summary>The certificate's files in the container.</summary>
    public static readonly EnvoyCertificate ContainerCertificate = new($"{EnvoyImage.Folder}/tls.crt", $"{EnvoyImage.Folder}/tls.key", $"{EnvoyImage.Folder}/secret.yaml");

    /// <summary>The certificate's files of a process of this machine.</summary>
    public static EnvoyCertificate? CertificateOf(LocalEnvoyResource envoy) => SettingsOf(envoy).Certificate is { } files
        ? new EnvoyCertificate(files.Certificate, files.Key, Path.Combine(envoy.WorkingDirectory, "secret.yaml"))
        : null;

    /// <summary>For a process of this machine.</summary>
    public static Task<EnvoyBootstrap> OfProcessAsync(LocalEnvoyResource envoy, CancellationToken cancellationToken) =>
        MakeAsync(envoy, (endpoint, token) => AddressAsync(endpoint, host: null, token), CertificateOf(envoy), cancellationToken);

    /// <summary>For a container beside processes of this machine.</summary>
    public static async Task<EnvoyBootstrap> OfContainerAsync(EnvoyResource envoy, CancellationToken cancellationToken)
    {
        var certificate = SettingsOf(envoy).Certificate is null ? null : ContainerCertificate;
        var bootstrap = await MakeAsync(envoy, (endpoint, token) => AddressAsync(endpoint, EnvoyHost.Name, token), certificate, cancellationToken);
        return InContainer(bootstrap) with { HostName = EnvoyHost.Name, Otlp = OnHost(bootstrap.Otlp) };
    }

    /// <summary>For a cluster, where each resource is a name.</summary>
    public static async Task<EnvoyBootstrap> OfClusterAsync(EnvoyResource envoy, CancellationToken cancellationToken) => InContainer(
        await MakeAsync(envoy, (endpoint, _) => Task.FromResult(new EnvoyAddress(endpoint.Resource.Name, endpoint.TargetPort ?? PortInCluster)), certificate: null, cancellationToken));

    private static EnvoySettings SettingsOf(IEnvoyResource envoy) => envoy.Settings;

    private static EnvoyBootstrap InContainer(EnvoyBootstrap bootstrap) => bootstrap with
    {
        ListenAddress = "0.0.0.0",
        AdminPort = EnvoyImage.AdminPort,
    };

    private static async Task<EnvoyBootstrap> MakeAsync(
        IEnvoyResource envoy, Func<EndpointReference, CancellationToken, Task<EnvoyAddress>> address, EnvoyCertificate? certificate, CancellationToken cancellationToken)
    {
        var doors = envoy.Settings.Doors.Select(async door => new EnvoyFrontDoor(
            door.Service,
            envoy.GetFrontDoor(door.Service).TargetPort ?? 0,
            await address(door.Origin, cancellationToken),
            door.Reads,
            certificate is null ? null : envoy.GetFrontDoor(EnvoySettings.TlsName(door.Service)).TargetPort));
        return new EnvoyBootstrap
        {
            NodeId = envoy.Name,
            TokenVariable = envoy.Settings.Token is null ? null : EnvoyToken.Variable,
            ControlPlane = await Task.WhenAll(envoy.Settings.ControlPlane.Select(endpoint => address(endpoint, cancellationToken))),
            FrontDoors = await Task.WhenAll(doors),
            Certificate = certificate,
            Otlp = envoy.Settings.Otlp,
        };
    }

    private static EnvoyOtlp? OnHost(EnvoyOtlp? otlp) =>
        otlp is not null && IPAddress.TryParse(otlp.Address.Host, out var address) && IPAddress.IsLoopback(address) ? otlp with { Address = otlp.Address with { Host = EnvoyHost.Name } } : otlp;

    private static async Task<EnvoyAddress> AddressAsync(EndpointReference endpoint, string? host, CancellationToken cancellationToken)
    {
        host ??= await endpoint.Property(EndpointProperty.IPV4Host).GetValueAsync(cancellationToken) ?? "127.0.0.1";
        var port = await endpoint.Property(EndpointProperty.Port).GetValueAsync(cancellationToken);
        return new EnvoyAddress(host, int.Parse(port!, CultureInfo.InvariantCulture));
    }
}
