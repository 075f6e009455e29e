using Microsoft.Extensions.DependencyInjection;

namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>Lets clients call services by their names.</summary>
internal static class ServiceNamesExtensions
{
    /// <summary>Resolves the host of each request of all clients of the factory, gRPC's too: <c>http://ws-order</c> is what the key <c>services:ws-order:http:0</c> says. A second call adds nothing.</summary>
    public static void AddServiceNames(this IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(Marker)))
        {
            return;
        }

        services.AddSingleton<Marker>();
        services.AddServiceDiscovery();
        services.ConfigureHttpClientDefaults(client => client.AddServiceDiscovery());
    }

    private sealed class Marker;
}
