using Microsoft.Extensions.Options;
using WsAspire.Branching.Routing;
using WsAspire.ServiceDefaults.Branching;
using WsBranches.Audit;

namespace WsBranches.Registry;

/// <summary>Who is there. Each change is in the audit log, and its branch among the changed ones.</summary>
internal sealed class InstanceRegistry : IRoutingTable, IDisposable
{
    private readonly AuditLog _audit;
    private readonly ChangedBranches _changed;
    private readonly TimeProvider _time;
    private readonly Departures _departures;
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Service, string Id), InstanceLease> _leases = [];
    private readonly SortedDictionary<string, SortedDictionary<string, List<InstanceLease>>> _services = new(StringComparer.Ordinal);

    public InstanceRegistry(IOptions<BranchingOptions> branching, IOptions<BranchesOptions> options, AuditLog audit, ChangedBranches changed, TimeProvider time)
    {
        (_audit, _changed, _time) = (audit, changed, time);
        DefaultBranch = branching.Value.Default;
        _departures = new Departures(options.Value.Linger, time, Forget);
    }

    public string DefaultBranch { get; }

    /// <summary>Registers an instance, or what is new of it.</summary>
    /// <param name="lease">What holds it. Another one that holds the same instance is ended. One that has ended itself registers nothing.</param>
    /// <param name="told">The instance.</param>
    public void Put(InstanceLease lease, RegisteredInstance told)
    {
        lock (_lock)
        {
            if (lease.Token.IsCancellationRequested)
            {
                return;
            }

            if (lease.Current is { } before && (before.Service, before.Branch, before.Id) != (told.Service, told.Branch, told.Id))
            {
                TakeOut(lease, LeaseEnd.Replaced);
            }

            var other = _leases.GetValueOrDefault((told.Service, told.Id));
            if (other is not null && other != lease)
            {
                other.End(LeaseEnd.Replaced);
                TakeOut(other, LeaseEnd.Replaced);
            }

            var known = lease.Current;
            var instance = told with { Since = known?.Since ?? _time.GetUtcNow() };
            lease.Current = instance;
            if (known is null)
            {
                _leases[(instance.Service, instance.Id)] = lease;
                LeasesOf(instance.Service, instance.Branch).Add(lease);
                _audit.Joined(instance);
            }
            else if (known != instance)
            {
                _audit.Changed(known, instance);
            }

            if (known is null ? instance.IsReady : !known.IsSameForProxies(instance))
            {
                Announce(instance);
            }
            else if (known is null)
            {
                AnnounceName(instance);
            }
        }
    }

    /// <summary>Takes out what a lease holds, if it still does.</summary>
    public void Remove(InstanceLease lease, LeaseEnd reason)
    {
        lock (_lock)
        {
            TakeOut(lease, reason);
        }
    }

    /// <summary>Gives what proxies are told of a branch; null where it has no instance, and had none that took requests a short time ago, or where nobody serves it.</summary>
    /// <remarks>A branch none of whose instances takes requests is told too: a proxy that knows its name can tell services why it does not serve.</remarks>
    public BranchEndpoints? EndpointsOf(BranchKey branch)
    {
        lock (_lock)
        {
            var own = ReadyOf(branch.Service, branch.Branch);
            var ofDefault = ReadyOf(branch.Service, DefaultBranch);
            return own.Count > 0 || (ofDefault.Count > 0 && StateOf(branch.Service, branch.Branch) is BranchState.Unhealthy)
                ? new BranchEndpoints(branch.Service, branch.Branch, own, DefaultBranch, ofDefault)
                : null;
        }
    }

    public BranchState StateOf(string service, string branch)
    {
        lock (_lock)
        {
            return Find(service, branch) is not { Count: > 0 } leases
                ? _departures.Contains(new BranchKey(service, branch)) ? BranchState.Unhealthy : BranchState.Absent
                : leases.Exists(lease => lease.Current!.IsReady) ? BranchState.Serving
                : BranchState.Unhealthy;
        }
    }

    /// <summary>Names all branches that have an instance, by service and branch.</summary>
    public IReadOnlyList<BranchKey> Branches()
    {
        lock (_lock)
        {
            return [.. _services.SelectMany(service => service.Value.Keys.Select(branch => new BranchKey(service.Key, branch)))];
        }
    }

    /// <summary>Gives the instances of a branch with the time since each was heard, the oldest first.</summary>
    public IReadOnlyList<(RegisteredInstance Instance, TimeSpan Silence)> InstancesOf(BranchKey branch)
    {
        lock (_lock)
        {
            return [.. Find(branch.Service, branch.Branch)?.Select(lease => (lease.Current!, lease.Silence)) ?? []];
        }
    }

    /// <summary>Counts what there is of each service.</summary>
    public IReadOnlyList<ServiceCount> Count()
    {
        lock (_lock)
        {
            return [.. _services.Select(service => Count(service.Key, service.Value))];
        }
    }

    /// <summary>Names the branches of a service whose last instance that took requests left a short time ago.</summary>
    public IReadOnlyList<string> LeavingOf(string service)
    {
        lock (_lock)
        {
            return [.. _departures.Of(service).Select(branch => branch.Branch).Order(StringComparer.Ordinal)];
        }
    }

    public void Dispose() => _departures.Dispose();

    private static ServiceCount Count(string service, SortedDictionary<string, List<InstanceLease>> branches)
    {
        var all = branches.Values.Sum(leases => leases.Count);
        var ready = branches.Values.Sum(leases => leases.Count(lease => lease.Current!.IsReady));
        return new ServiceCount(service, branches.Count, ready, all - ready);
    }

    private void TakeOut(InstanceLease lease, LeaseEnd reason)
    {
        if (lease.Current is not { } instance)
        {
            return;
        }

        lease.Current = null;
        _leases.Remove((instance.Service, instance.Id));
        var leases = LeasesOf(instance.Service, instance.Branch);
        leases.Remove(lease);
        if (leases.Count == 0)
        {
            _services[instance.Service].Remove(instance.Branch);
            if (_services[instance.Service].Count == 0)
            {
                _services.Remove(instance.Service);
            }
        }

        _audit.Left(instance, reason);
        if (instance.IsReady)
        {
            Announce(instance);
        }
        else
        {
            AnnounceName(instance);
        }
    }

    // It takes no requests, so all that may be new is that there is such a branch, or is none any more.
    private void AnnounceName(RegisteredInstance instance)
    {
        if (instance.Branch != DefaultBranch)
        {
            _changed.Add(new BranchKey(instance.Service, instance.Branch), dependents: null);
        }
    }

    // Its resources are to be made anew. Where it is the default branch, so are those of all that have it as their way out.
    private void Announce(RegisteredInstance instance)
    {
        var branch = new BranchKey(instance.Service, instance.Branch);
        if (branch.Branch == DefaultBranch)
        {
            var others = _services.TryGetValue(branch.Service, out var branches) ? branches.Keys.Where(name => name != DefaultBranch).Select(name => new BranchKey(branch.Service, name)) : [];
            _changed.Add(branch, others.Concat(_departures.Of(branch.Service)));
            return;
        }

        if (ReadyOf(branch.Service, branch.Branch).Count == 0)
        {
            _departures.Begin(branch);
        }
        else
        {
            _departures.End(branch);
        }

        _changed.Add(branch, dependents: null);
    }

    private void Forget(BranchKey branch)
    {
        lock (_lock)
        {
            if (_departures.End(branch))
            {
                _changed.Add(branch, dependents: null);
            }
        }
    }

    private List<BranchInstance> ReadyOf(string service, string branch) =>
        [.. Find(service, branch)?.Where(lease => lease.Current!.IsReady).Select(lease => lease.Current!.ToBranchInstance()) ?? []];

    private List<InstanceLease>? Find(string service, string branch) => _services.GetValueOrDefault(service)?.GetValueOrDefault(branch);

    private List<InstanceLease> LeasesOf(string service, string branch)
    {
        var branches = _services.TryGetValue(service, out var known) ? known : _services[service] = new(StringComparer.Ordinal);
        return branches.TryGetValue(branch, out var leases) ? leases : branches[branch] = [];
    }
}
