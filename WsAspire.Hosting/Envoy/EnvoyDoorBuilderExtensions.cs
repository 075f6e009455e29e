using WsAspire.Hosting.Envoy;

namespace Aspire.Hosting;

/// <summary>Says what an Envoy serves, a process or a container.</summary>
public static class EnvoyDoorBuilderExtensions
{
    /// <summary>Tells the proxy who knows the branches.</summary>
    /// <param name="builder">The proxy.</param>
    /// <param name="controlPlane">An endpoint of ws-branches; all its replicas are behind it.</param>
    /// <param name="token">What it wants to see.</param>
    public static IResourceBuilder<TEnvoy> WithControlPlane<TEnvoy>(this IResourceBuilder<TEnvoy> builder, EndpointReference controlPlane, IResourceBuilder<ParameterResource> token)
        where TEnvoy : IEnvoyResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(controlPlane);
        ArgumentNullException.ThrowIfNull(token);

        builder.Resource.Settings.ControlPlane.Add(controlPlane);
        builder.Resource.Settings.Token = token.Resource;
        return builder;
    }

    /// <summary>Puts the proxy before a service.</summary>
    /// <param name="builder">The proxy.</param>
    /// <param name="service">The service; its endpoint <c>http</c> serves the default branch while there is no control plane.</param>
    /// <param name="port">The port that callers know; null is a free one.</param>
    /// <param name="reads">Paths of rpcs that may be repeated, such as <c>/hello.HelloHTTP/SayHello</c>.</param>
    public static IResourceBuilder<TEnvoy> WithFrontDoor<TEnvoy>(
        this IResourceBuilder<TEnvoy> builder, IResourceBuilder<IResourceWithEndpoints> service, int? port, params IReadOnlyList<string> reads)
        where TEnvoy : IEnvoyResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(service);

        var name = service.Resource.Name;
        var settings = builder.Resource.Settings;
        settings.Doors.Add(new EnvoyDoorAnnotation(name, service.GetEndpoint("http"), reads));
        AddEndpoint(builder, "http", name, port);
        if (settings.Certificate is not null)
        {
            AddEndpoint(builder, "https", EnvoySettings.TlsName(name), settings.TlsPort?.Invoke(name));
        }

        return builder.WithHttpHealthCheck("/envoy/healthz", endpointName: name);
    }

    /// <summary>Opens each door over TLS too, HTTP/1.1 and HTTP/2 by ALPN, at a port of its own: the endpoint <c>ws-order-https</c> of the door <c>ws-order</c>. Call this before the doors are opened.</summary>
    /// <param name="builder">The proxy.</param>
    /// <param name="certificate">PEM file with the certificate, those of its issuers behind it. A process reads it anew when it is replaced by a rename, or a link in its folder is; a container has a copy of its start.</param>
    /// <param name="key">PEM file with its key.</param>
    /// <param name="port">Gives the port of a service's door; null, or null of it, is a free one.</param>
    /// <exception cref="DistributedApplicationException">One of the files is missing, or a door is open already.</exception>
    public static IResourceBuilder<TEnvoy> WithCertificate<TEnvoy>(this IResourceBuilder<TEnvoy> builder, string certificate, string key, Func<string, int?>? port = null)
        where TEnvoy : IEnvoyResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(certificate);
        ArgumentException.ThrowIfNullOrEmpty(key);

        var settings = builder.Resource.Settings;
        if (settings.Doors is [var open, ..])
        {
            throw new DistributedApplicationException($"The door of '{open.Service}' is open already: expected the certificate before the doors.");
        }

        foreach (var file in new[] { certificate, key }.Where(file => !File.Exists(file)))
        {
            throw new DistributedApplicationException($"There is no file '{file}': expected a certificate and its key in PEM.");
        }

        settings.Certificate = (Path.GetFullPath(certificate), Path.GetFullPath(key));
        settings.TlsPort = port;
        return builder;
    }

    private static void AddEndpoint<TEnvoy>(IResourceBuilder<TEnvoy> builder, string scheme, string name, int? port)
        where TEnvoy : IEnvoyResource
    {
        var chosen = builder.Resource.PortFor(port);
        builder.WithEndpoint(chosen.Port, chosen.TargetPort, scheme, name, isProxied: chosen.IsProxied);
    }
}
