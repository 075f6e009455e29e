using WsAspire.Branching.Routing;
using WsBranches.Apis.Models;
using WsBranches.Registry;
using WsBranches.Xds;

namespace WsBranches.Apis;

/// <summary>The branches, to read.</summary>
internal static class BranchApi
{
    /// <summary>Maps the resource.</summary>
    public static void MapBranchApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/branches", Read).WithName("ListBranches").WithTags("Branches").WithSummary("Services, their branches, and the instances of each.");

    private static Overview Read(InstanceRegistry registry, Warming warming, ProxyStreams streams) => new(
        streams.Identifier,
        registry.DefaultBranch,
        !warming.IsOver,
        [.. registry.Branches().GroupBy(branch => branch.Service).Select(service => new ServiceModel(
            service.Key,
            [.. service.Select(branch => Show(registry, branch))],
            registry.LeavingOf(service.Key)))]);

    private static BranchModel Show(InstanceRegistry registry, BranchKey branch) => new(
        branch.Branch,
        registry.StateOf(branch.Service, branch.Branch) is BranchState.Serving ? "serving" : "unhealthy",
        [.. registry.InstancesOf(branch).Select(InstanceModel.Of)]);
}
