namespace WsAspire.Branching.Local;

/// <summary>What ws-branches answers at <c>/v1/branches</c>, as far as commands read it.</summary>
/// <param name="DefaultBranch">The branch that serves what no other does.</param>
/// <param name="Services">The services that have an instance.</param>
public sealed record Overview(string DefaultBranch, IReadOnlyList<OverviewService> Services)
{
    /// <summary>The instances of a branch; empty where it has none.</summary>
    public IReadOnlyList<OverviewInstance> InstancesOf(string service, string branch) =>
        Services.FirstOrDefault(one => one.Service == service)?.Branches.FirstOrDefault(one => one.Branch == branch)?.Instances ?? [];
}
