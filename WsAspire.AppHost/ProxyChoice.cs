using WsAspire.Hosting.Containers;
using WsAspire.Hosting.Envoy;

namespace WsAspire.AppHost;

/// <summary>Decides what stands before the services.</summary>
internal static class ProxyChoice
{
    private const string ConfigurationKey = "proxy";

    /// <summary>The kind: <c>--proxy container</c>, <c>envoy</c>, <c>gateway</c> or <c>none</c>. Unset it is a container where containers run, else the Envoy of this machine, else the gateway. Published it is always a container.</summary>
    /// <exception cref="DistributedApplicationException">Another was asked for.</exception>
    public static ProxyKind Of(IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsPublishMode)
        {
            return ProxyKind.Container;
        }

        return builder.Configuration[ConfigurationKey] switch
        {
            null or "" when ContainerRuntime.IsUsed(builder.Configuration) => ProxyKind.Container,
            null or "" => EnvoyProgram.TryFind() is null ? ProxyKind.Gateway : ProxyKind.Envoy,
            "container" => ProxyKind.Container,
            "envoy" => ProxyKind.Envoy,
            "gateway" => ProxyKind.Gateway,
            "none" => ProxyKind.None,
            var other => throw new DistributedApplicationException($"{ConfigurationKey}: expected container, envoy, gateway or none, got '{other}'."),
        };
    }
}
