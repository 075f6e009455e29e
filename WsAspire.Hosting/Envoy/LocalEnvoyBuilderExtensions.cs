using WsAspire.Hosting.Envoy;

namespace Aspire.Hosting;

/// <summary>Adds an Envoy of this machine that knows branches, for where no container runs.</summary>
public static class LocalEnvoyBuilderExtensions
{
    /// <summary>Adds the proxy.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource, and of the proxy among those that the control plane serves.</param>
    /// <param name="program">Full path of Envoy.</param>
    /// <param name="folder">Where its bootstrap is written; made at the start where it is missing.</param>
    /// <example><code>
    /// builder.AddLocalEnvoy("envoy", "/usr/bin/envoy", ".ws/envoy")
    ///     .WithControlPlane(branches.GetEndpoint("http"), token)
    ///     .WithFrontDoor(wsOrder, 8080);
    /// </code></example>
    public static IResourceBuilder<LocalEnvoyResource> AddLocalEnvoy(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string program, string folder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(program);
        ArgumentException.ThrowIfNullOrEmpty(folder);

        var envoy = new LocalEnvoyResource(name, program, Path.GetFullPath(folder));
        SettingsOf(envoy).Otlp = EnvoyOtlp.Of(builder.Configuration);
        return builder.AddResource(envoy)
            .WithArgs("-c", envoy.BootstrapPath, "--disable-hot-restart", "--log-level", "warning")
            .WithEnvironment(context => EnvoyToken.SetAsync(SettingsOf(envoy), context))
            .WithEnvironment(context => SettingsOf(envoy).Otlp?.Set(context))
            .ExcludeFromManifest()
            .OnBeforeResourceStarted(static (resource, _, cancellationToken) => WriteBootstrapAsync(resource, cancellationToken));
    }

    private static async Task WriteBootstrapAsync(LocalEnvoyResource envoy, CancellationToken cancellationToken)
    {
        var bootstrap = await EnvoyBootstraps.OfProcessAsync(envoy, cancellationToken);
        Directory.CreateDirectory(envoy.WorkingDirectory);
        if (bootstrap.Certificate is { } certificate)
        {
            await File.WriteAllTextAsync(certificate.SecretPath, EnvoyBootstrap.WriteSecret(certificate), cancellationToken);
        }

        await File.WriteAllTextAsync(envoy.BootstrapPath, bootstrap.Write(), cancellationToken);
    }

    private static EnvoySettings SettingsOf(IEnvoyResource envoy) => envoy.Settings;
}
