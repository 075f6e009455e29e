using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace StandIns.Tests.Manifest;

internal static class EnvoyResourceBuilderExtensions
{
    public static IResourceBuilder<EnvoyResource> AddEnvoy(
        this IDistributedApplicationBuilder builder, [ResourceName] string name, string configFile, int? port = null) =>
        builder.AddResource(new EnvoyResource(name))
            .WithImage("envoyproxy/envoy", "v1.34-latest")
            .WithImageRegistry("docker.io")
            .WithHttpEndpoint(port: port, targetPort: 10000, name: "http")
            .WithHttpEndpoint(targetPort: 9901, name: "admin")
            .WithBindMount(configFile, "/etc/envoy/envoy.yaml", isReadOnly: true)
            .WithArgs("-c", "/etc/envoy/envoy.yaml", "--log-level", "info")
            .WithHttpHealthCheck("/ready", endpointName: "admin");
}
