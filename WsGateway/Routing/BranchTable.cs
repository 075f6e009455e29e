using System.Collections.Concurrent;

namespace WsGateway.Routing;

/// <summary>The branches of a service: one look-up for each request, one entry for each change.</summary>
internal sealed class BranchTable
{
    private readonly ConcurrentDictionary<string, BranchCluster> _branches = new(StringComparer.Ordinal);

    /// <summary>Finds what serves a branch; null where nothing does.</summary>
    public BranchCluster? Find(string branch) => _branches.TryGetValue(branch, out var cluster) && cluster.IsServing ? cluster : null;

    /// <summary>The entry of a branch; null where there is none, serving or not.</summary>
    public BranchCluster? Entry(string branch) => _branches.GetValueOrDefault(branch);

    /// <summary>Puts a branch in.</summary>
    public void Add(string branch, BranchCluster cluster) => _branches[branch] = cluster;

    /// <summary>Takes a branch out. Requests that are in flight go on.</summary>
    public BranchCluster? Remove(string branch) => _branches.TryRemove(branch, out var cluster) ? cluster : null;
}
