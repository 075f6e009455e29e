using WsAspire.Branching;
using WsAspire.Branching.Routing;
using WsAspire.Branching.Xds;
using WsAspire.ServiceDefaults.Errors;
using WsBranches.Apis.Models;
using WsBranches.Registry;

namespace WsBranches.Apis;

/// <summary>The decision, without a request.</summary>
internal static class ExplainApi
{
    /// <summary>Maps the resource.</summary>
    public static void MapExplainApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/explain", Explain).WithName("Explain").WithTags("Branches").WithSummary("Where a request with the header branch would go, and why.");

    private static Explanation Explain(string service, string? branch, InstanceRegistry registry)
    {
        if (!BranchName.IsValid(service))
        {
            throw new InvalidRequestException(new FieldViolation("service", "has to be a DNS label, such as ws-order"));
        }

        var decision = BranchRouting.Decide(branch, service, registry);
        var asked = branch is null || decision.Reason is ServedReason.Invalid ? null : branch;
        var isServed = registry.StateOf(service, decision.ServedBranch) is BranchState.Serving;
        return new Explanation(
            service,
            asked,
            decision.ServedBranch,
            decision.Reason is ServedReason.None ? null : decision.Reason.ToText(),
            isServed ? ClusterName.Of(service, decision.ServedBranch) : service,
            Describe(service, decision, asked, isServed),
            asked is null ? [] : [.. registry.InstancesOf(new BranchKey(service, asked)).Select(InstanceModel.Of)],
            [.. registry.InstancesOf(new BranchKey(service, decision.ServedBranch)).Select(InstanceModel.Of)]);
    }

    private static string Describe(string service, Decision decision, string? asked, bool isServed) => decision.Reason switch
    {
        ServedReason.Invalid => "What was asked for is no name of a branch. ",
        ServedReason.NoInstance => $"{service} has no instance for {asked}. ",
        ServedReason.Unhealthy => $"No instance of {service} for {asked} takes requests. ",
        _ => "",
    } + (isServed
        ? $"{decision.ServedBranch} serves it."
        : $"{decision.ServedBranch} serves it, by the static address of the proxy: no instance of {service} for {decision.ServedBranch} takes requests here.");
}
