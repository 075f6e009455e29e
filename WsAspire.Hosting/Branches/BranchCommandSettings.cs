using WsAspire.Hosting.State;

namespace WsAspire.Hosting.Branches;

/// <summary>What <see cref="BranchCommands"/> has to know of a system.</summary>
/// <param name="Root">Full path of the tree's root; a service's project has the same path below the root of each worktree.</param>
/// <param name="State">Where copies and logs are kept.</param>
/// <param name="Branches">ws-branches.</param>
/// <param name="DefaultBranch">The branch that serves what no other does.</param>
/// <param name="AskedAtStart">The instances that are started with the system.</param>
public sealed record BranchCommandSettings(
    string Root, StateFolder State, EndpointReference Branches, string DefaultBranch, IReadOnlyList<BranchInstance> AskedAtStart);
