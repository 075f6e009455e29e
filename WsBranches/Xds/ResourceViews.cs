using WsBranches.Registry;

namespace WsBranches.Xds;

/// <summary>All views. One for proxies of the instances' own network, and one for each name by which others reach this host, while such a proxy is connected.</summary>
internal sealed class ResourceViews(InstanceRegistry registry, ChangedBranches changed, TimeProvider time)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceView> _ofHosts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The view of proxies that share the network of the instances.</summary>
    public ResourceView Shared { get; } = new(host: null);

    /// <summary>Makes the resources of the next changed branches anew, and tells the proxies. Afterwards that is done also for those that somebody else had begun with.</summary>
    /// <param name="withDependents">Whether also of those that only have another way out.</param>
    /// <returns>Whether there were any.</returns>
    public bool Refresh(bool withDependents)
    {
        lock (_lock)
        {
            var branches = changed.Take(withDependents);
            if (branches.Count == 0)
            {
                return false;
            }

            foreach (var (branch, changedAt) in branches)
            {
                var endpoints = registry.EndpointsOf(branch);
                Shared.Put(branch, endpoints, changedAt);
                foreach (var view in _ofHosts.Values)
                {
                    view.Put(branch, endpoints, changedAt);
                }
            }
        }

        Notify();
        return true;
    }

    /// <summary>Wakes all streams.</summary>
    public void Notify()
    {
        Shared.Notify();
        lock (_lock)
        {
            foreach (var view in _ofHosts.Values)
            {
                view.Notify();
            }
        }
    }

    /// <summary>Gives a stream its view.</summary>
    /// <param name="host">The name by which its proxy reaches this host; null where it shares the network.</param>
    public ResourceView Enter(string? host)
    {
        if (host is null)
        {
            return Shared;
        }

        lock (_lock)
        {
            if (!_ofHosts.TryGetValue(host, out var view))
            {
                view = _ofHosts[host] = new ResourceView(host);
                foreach (var branch in registry.Branches())
                {
                    view.Put(branch, registry.EndpointsOf(branch), time.GetTimestamp());
                }
            }

            view.Streams++;
            return view;
        }
    }

    /// <summary>Takes a view back; the last of a name's proxies ends it.</summary>
    public void Leave(string? host)
    {
        if (host is null)
        {
            return;
        }

        lock (_lock)
        {
            if (_ofHosts.TryGetValue(host, out var view) && --view.Streams == 0)
            {
                _ofHosts.Remove(host);
            }
        }
    }
}
