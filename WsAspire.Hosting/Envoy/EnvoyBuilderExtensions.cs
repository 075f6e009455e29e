using WsAspire.Hosting.Envoy;

namespace Aspire.Hosting;

/// <summary>Adds a container with an Envoy that knows branches.</summary>
public static class EnvoyBuilderExtensions
{
    /// <summary>Adds the proxy. What it serves are processes of this machine, or, once published, containers with the names of their resources.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource, and of the proxy among those that the control plane serves.</param>
    /// <remarks>On Linux a process is reached only where it listens at more than loopback: <see cref="ReachableFromContainers"/>.</remarks>
    /// <example><code>
    /// builder.AddEnvoy("envoy")
    ///     .WithControlPlane(branches.GetEndpoint("http"), token)
    ///     .WithFrontDoor(wsOrder.ReachableFromContainers(), 8080);
    /// </code></example>
    public static IResourceBuilder<EnvoyResource> AddEnvoy(this IDistributedApplicationBuilder builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);

        var resource = new EnvoyResource(name);
        var envoy = builder.AddResource(resource)
            .WithImage(EnvoyImage.Image, EnvoyImage.Tag)
            .WithImageRegistry(EnvoyImage.Registry)
            .WithArgs("-c", $"{EnvoyImage.Folder}/{EnvoyImage.BootstrapFile}", "--disable-hot-restart", "--log-level", "warning")
            .WithEnvironment(context => EnvoyToken.SetAsync(SettingsOf(resource), context));
        if (builder.ExecutionContext.IsPublishMode)
        {
            SettingsOf(resource).Otlp = EnvoyOtlp.OfCluster(builder.Configuration);
            return envoy;
        }

        SettingsOf(resource).Otlp = EnvoyOtlp.Of(builder.Configuration);
        envoy.WithEnvironment(context => SettingsOf(resource).Otlp?.Set(context));

        if (OperatingSystem.IsLinux())
        {
            envoy.WithContainerRuntimeArgs(EnvoyHost.RuntimeArgument);
        }

        return envoy.WithContainerFiles(EnvoyImage.Folder, (_, cancellationToken) => FilesAsync(resource, cancellationToken));
    }

    /// <summary>Publishes the proxy as an image that is built, because deployment tools leave files out that are put into a container. The bootstrap is written into the image's folder when the manifest is.</summary>
    /// <param name="builder">The proxy.</param>
    /// <param name="contextFolder">Folder with the Dockerfile, relative to that of the AppHost.</param>
    public static IResourceBuilder<EnvoyResource> PublishFrom(this IResourceBuilder<EnvoyResource> builder, string contextFolder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(contextFolder);

        if (builder.ApplicationBuilder.ExecutionContext.IsRunMode)
        {
            return builder;
        }

        var bootstrap = Path.Combine(Path.GetFullPath(contextFolder, builder.ApplicationBuilder.AppHostDirectory), EnvoyImage.BootstrapFile);
        return builder.WithDockerfile(contextFolder).WithManifestPublishingCallback(async context =>
        {
            var text = (await EnvoyBootstraps.OfClusterAsync(builder.Resource, context.CancellationToken)).Write();
            if (!File.Exists(bootstrap) || await File.ReadAllTextAsync(bootstrap, context.CancellationToken) != text)
            {
                await File.WriteAllTextAsync(bootstrap, text, context.CancellationToken);
            }

            await context.WriteContainerAsync(builder.Resource);
        });
    }

    /// <summary>Lets containers of this machine reach an endpoint of a process. On Linux it then listens at all interfaces, not at loopback alone; published, nothing changes.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="endpoint">Name of the endpoint.</param>
    public static IResourceBuilder<T> ReachableFromContainers<T>(this IResourceBuilder<T> builder, string endpoint = "http")
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);

        return builder.ApplicationBuilder.ExecutionContext.IsRunMode ? builder.WithEndpoint(endpoint, EnvoyHost.Open, createIfNotExists: false) : builder;
    }

    private static EnvoySettings SettingsOf(IEnvoyResource envoy) => envoy.Settings;

    private static async Task<IEnumerable<ContainerFileSystemItem>> FilesAsync(EnvoyResource envoy, CancellationToken cancellationToken)
    {
        var bootstrap = await EnvoyBootstraps.OfContainerAsync(envoy, cancellationToken);
        List<ContainerFileSystemItem> files = [Named(EnvoyImage.BootstrapFile, bootstrap.Write())];
        if (SettingsOf(envoy).Certificate is { } pair)
        {
            files.Add(Named("secret.yaml", EnvoyBootstrap.WriteSecret(EnvoyBootstraps.ContainerCertificate)));
            files.Add(Named("tls.crt", await File.ReadAllTextAsync(pair.Certificate, cancellationToken)));
            files.Add(Named("tls.key", await File.ReadAllTextAsync(pair.Key, cancellationToken)));
        }

        return files;

        static ContainerFile Named(string name, string contents) => new() { Name = name, Contents = contents };
    }
}
