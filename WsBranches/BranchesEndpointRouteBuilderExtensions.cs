using WsBranches.Apis;
using WsBranches.Pages;
using WsBranches.Services;

namespace WsBranches;

/// <summary>Maps what the control plane serves.</summary>
internal static class BranchesEndpointRouteBuilderExtensions
{
    /// <summary>Maps registration, discovery, the JSON API, and the console.</summary>
    public static void MapBranches(this IEndpointRouteBuilder endpoints)
    {
        // What it observes is there from the start on, not only from the first proxy on.
        endpoints.ServiceProvider.GetRequiredService<BranchesMeter>();
        endpoints.MapGrpcService<RegistrationService>();
        endpoints.MapGrpcService<DiscoveryService>();
        endpoints.MapBranchApi();
        endpoints.MapProxyApi();
        endpoints.MapExplainApi();
        endpoints.MapAuditApi();
        endpoints.MapPinApi();
        endpoints.MapTryApi();
        endpoints.MapConsolePage();
    }
}
