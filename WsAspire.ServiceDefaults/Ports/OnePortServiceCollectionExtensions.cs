using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>Registers gRPC and HTTP/1.1 on one cleartext port.</summary>
internal static class OnePortServiceCollectionExtensions
{
    /// <summary>Puts <see cref="OnePortServer"/> around Kestrel, where Kestrel is the server.</summary>
    public static IServiceCollection AddOnePort(this IServiceCollection services)
    {
        var kestrel = services.LastOrDefault(service => service.ServiceType == typeof(IServer))?.ImplementationType;
        if (kestrel is null || kestrel.Assembly.GetName().Name != "Microsoft.AspNetCore.Server.Kestrel.Core")
        {
            return services;
        }

        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IConnectionListenerFactory, OnePortTransport>();
        services.AddSingleton<OnePortBinder>();
        services.AddSingleton<EndpointsInCode>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => provider.GetRequiredService<EndpointsInCode>());
        return services.AddSingleton<IServer>(provider =>
        {
            var inner = (IServer)ActivatorUtilities.CreateInstance(provider, kestrel);
            return provider.GetRequiredService<IOptions<OnePortOptions>>().Value.Enabled
                ? ActivatorUtilities.CreateInstance<OnePortServer>(provider, inner)
                : inner;
        });
    }
}
