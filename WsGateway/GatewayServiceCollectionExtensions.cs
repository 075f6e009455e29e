using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using WsGateway.Access;
using WsGateway.Doors;
using WsGateway.Proxy;
using WsGateway.Routing;
using WsGateway.State;
using WsGateway.Xds;

namespace WsGateway;

/// <summary>Registers what the gateway is made of, and opens its doors.</summary>
internal static class GatewayServiceCollectionExtensions
{
    // Says each failure of a request; the access log does.
    private const string ForwarderLog = "Yarp.ReverseProxy.Forwarder.HttpForwarder";

    /// <summary>Registers options, routing, the client of the control plane and the proxy.</summary>
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        builder.AddConfigurationSection<GatewayOptions>(GatewayOptions.SectionName);
        builder.Logging.AddFilter(ForwarderLog, LogLevel.None);
        builder.Services.AddHttpForwarder();
        builder.Services.AddSingleton<BranchTables>();
        builder.Services.AddSingleton<Instances>();
        builder.Services.AddSingleton<HeldResources>();
        builder.Services.AddSingleton<RoutingUpdater>();
        builder.Services.AddSingleton<Upstreams>();
        builder.Services.AddSingleton<BranchDecision>();
        builder.Services.AddSingleton<ForwardTransformer>();
        builder.Services.AddSingleton<FrontDoors>();
        builder.Services.AddSingleton<GatewayProxy>();
        builder.Services.AddSingleton<AccessLog>();
        builder.Services.AddHostedService(services => services.GetRequiredService<AccessLog>());

        // In this order: what the control plane says replaces the state of the last run.
        builder.Services.AddHostedService<StateKeeper>();
        builder.Services.AddHostedService<DiscoveryClient>();
        builder.Services.AddSingleton<DoorCertificate>();
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, DoorListeners>();
    }

    /// <summary>Passes on every request that comes in at a door.</summary>
    public static void MapGateway(this WebApplication app)
    {
        app.Urls.Clear();
        var hasCertificate = app.Services.GetRequiredService<DoorCertificate>().IsUsed;
        foreach (var door in app.Services.GetRequiredService<IOptions<GatewayOptions>>().Value.FrontDoors.Where(door => !hasCertificate || door.TlsPort is not null))
        {
            app.Urls.Add(door.ListenAddress);
        }

        app.Run(app.Services.GetRequiredService<GatewayProxy>().ServeAsync);
    }
}
