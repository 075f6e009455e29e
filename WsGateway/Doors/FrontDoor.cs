using System.Collections.Frozen;
using WsGateway.Routing;

namespace WsGateway.Doors;

/// <summary>One service as callers reach it, and all that is known of its branches.</summary>
internal sealed class FrontDoor
{
    private readonly FrozenSet<string> _reads;
    private readonly BranchCluster? _static;
    private readonly string _default;

    /// <summary>Makes the door of a service.</summary>
    /// <param name="options">Its configuration.</param>
    /// <param name="defaultBranch">The branch that serves where no other does.</param>
    /// <param name="branches">What is known of the service's branches.</param>
    /// <param name="static">What serves while nothing is known.</param>
    public FrontDoor(FrontDoorOptions options, string defaultBranch, BranchTable branches, BranchCluster? @static)
    {
        Options = options;
        Branches = branches;
        _default = defaultBranch;
        _static = @static;
        _reads = options.Reads.ToFrozenSet(StringComparer.Ordinal);
    }

    /// <summary>Its configuration.</summary>
    public FrontDoorOptions Options { get; }

    /// <summary>What is known of the service's branches.</summary>
    public BranchTable Branches { get; }

    /// <summary>Whether a path is an rpc that changes nothing.</summary>
    public bool IsRead(string path) => _reads.Contains(path);

    /// <summary>Finds what serves a request: the branch that it asks for, else the default branch, else the service's own address.</summary>
    /// <param name="branch">The branch that is asked for; null for none.</param>
    /// <returns>Null where there is nothing.</returns>
    public BranchCluster? Find(string? branch) => (branch is null ? null : Branches.Find(branch)) ?? Branches.Find(_default) ?? _static;
}
