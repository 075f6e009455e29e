using WsAspire.Branching.Local;

namespace WsAspire.Cli;

/// <summary>An instance of a branch in the list.</summary>
/// <param name="Branch">The branch.</param>
/// <param name="Service">The service.</param>
/// <param name="Address">Where it serves.</param>
/// <param name="State"><c>ready</c>, <c>not-ready</c> or <c>debugged</c>.</param>
/// <param name="Reason">Why it is not ready; null where it is, or does not say.</param>
/// <param name="Since">Since when it is in the branch.</param>
/// <param name="Commit">The commit that it was built from; null where it does not say.</param>
/// <param name="From"><c>add</c>, <c>start</c> (with the system: the default branch, and <c>--branch</c>) or <c>hand</c>: who started it.</param>
/// <param name="Worktree">The tree that it comes from; null where that is not known.</param>
/// <param name="Log">The file that holds what it prints; null where that is not known.</param>
internal sealed record BranchRow(
    string Branch, string Service, string Address, string State, string? Reason, DateTimeOffset Since, string? Commit, string From, string? Worktree, string? Log)
{
    /// <summary>Puts together what ws-branches knows of the instances, and who started them.</summary>
    /// <param name="system">The system.</param>
    /// <param name="overview">What ws-branches knows.</param>
    /// <param name="started">What <c>add</c> started.</param>
    public static IReadOnlyList<BranchRow> Of(RunningSystem system, Overview overview, IReadOnlyList<StartedInstance> started) =>
    [
        .. from service in overview.Services
           from branch in service.Branches
           orderby branch.Branch, service.Service
           let others = branch.Instances.Where(instance => !started.Any(one => Is(one, service, branch, instance))).ToList()
           from instance in branch.Instances
           select Row(system, overview, service.Service, branch.Branch, instance, started.FirstOrDefault(one => Is(one, service, branch, instance)), others.IndexOf(instance)),
    ];

    private static bool Is(StartedInstance started, OverviewService service, OverviewBranch branch, OverviewInstance instance) =>
        started.Service == service.Service && started.Branch == branch.Branch && started.Port == instance.Port;

    // One instance that was asked for at the start is the oldest of those that add did not start.
    private static BranchRow Row(
        RunningSystem system, Overview overview, string service, string branch, OverviewInstance instance, StartedInstance? started, int other)
    {
        var asked = system.AskedAtStart.FirstOrDefault(one => other == 0 && one.Service == service && one.Branch == branch);
        var from = started is not null ? "add" : asked is not null || branch == overview.DefaultBranch ? "start" : "hand";
        return new BranchRow(
            branch,
            service,
            instance.Address,
            instance.Debugging ? "debugged" : instance.State,
            instance.Reason,
            instance.Since,
            instance.Commit,
            from,
            started?.Worktree ?? asked?.Worktree,
            started?.Log);
    }
}
