using System.Collections.Concurrent;
using WsAspire.Branching.Routing;
using WsAspire.Branching.Xds;
using WsBranches.Registry;

namespace WsBranches.Xds;

/// <summary>What proxies of one kind are told: those that share the network of the instances, or those that reach this host by a name.</summary>
/// <param name="host">That name; null for the former.</param>
internal sealed class ResourceView(string? host)
{
    private readonly ConcurrentDictionary<AsyncSignal, bool> _listeners = [];

    // Of what depends on instances nothing else is in a cluster: it is made once, not with each change of the default branch.
    private readonly Dictionary<string, bool> _debugging = new(StringComparer.Ordinal);

    /// <summary>Clusters.</summary>
    public ResourceSet Clusters { get; } = new();

    /// <summary>Endpoints; none where they are inside the clusters.</summary>
    public ResourceSet Endpoints { get; } = new();

    /// <summary>How many streams it has. Changed under the lock of <see cref="ResourceViews"/>.</summary>
    public int Streams { get; set; }

    /// <summary>Lets somebody hear of changes.</summary>
    public void Listen(AsyncSignal listener) => _listeners[listener] = true;

    /// <summary>Ends that.</summary>
    public void StopListening(AsyncSignal listener) => _listeners.TryRemove(listener, out _);

    /// <summary>Makes the resources of a branch. Under the lock of <see cref="ResourceViews"/>.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="endpoints">What it has; null where it has nothing.</param>
    /// <param name="changedAt">The timestamp of the change.</param>
    public void Put(BranchKey branch, BranchEndpoints? endpoints, long changedAt)
    {
        var name = ClusterName.Of(branch.Service, branch.Branch);
        if (host is not null)
        {
            Clusters.Set(name, endpoints is null ? null : XdsResource.Create(name, ClusterResources.CreateForHost(endpoints, host)), changedAt);
            return;
        }

        Endpoints.Set(name, endpoints is null ? null : XdsResource.Create(name, EndpointResources.Create(endpoints)), changedAt);
        if (endpoints is null)
        {
            _debugging.Remove(name);
            Clusters.Set(name, null, changedAt);
        }
        else if (!_debugging.TryGetValue(name, out var wasDebugging) || wasDebugging != endpoints.IsDebugging)
        {
            _debugging[name] = endpoints.IsDebugging;
            Clusters.Set(name, XdsResource.Create(name, ClusterResources.Create(endpoints)), changedAt);
        }
    }

    /// <summary>Tells those who listen.</summary>
    public void Notify()
    {
        foreach (var listener in _listeners.Keys)
        {
            listener.Set();
        }
    }
}
