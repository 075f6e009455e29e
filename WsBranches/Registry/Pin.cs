using System.Net;

namespace WsBranches.Registry;

/// <summary>The addresses that are pinned for one branch.</summary>
internal sealed class Pin(InstanceRegistry registry, TimeProvider time) : IDisposable
{
    private readonly string _id = $"pin-{Guid.NewGuid():n}";
    private readonly List<InstanceLease> _leases = [];
    private ITimer? _expiry;

    /// <summary>Registers one of them.</summary>
    public void Add(BranchKey branch, IPEndPoint place, DateTimeOffset? expiresAt)
    {
        var lease = new InstanceLease(time);
        lease.Hear(Timeout.InfiniteTimeSpan);
        _leases.Add(lease);
        registry.Put(lease, new RegisteredInstance(branch.Service, branch.Branch, $"{_id}-{_leases.Count}", place.Address, place.Port)
        {
            IsReady = true,
            IsPinned = true,
            ExpiresAt = expiresAt,
        });
    }

    /// <summary>Lets something happen once the time is over.</summary>
    public void ExpireAfter(TimeSpan ttl, Action expire) => _expiry = time.CreateTimer(_ => expire(), null, ttl, Timeout.InfiniteTimeSpan);

    /// <summary>Takes them out.</summary>
    public void End(LeaseEnd reason)
    {
        foreach (var lease in _leases)
        {
            registry.Remove(lease, reason);
        }

        Dispose();
    }

    public void Dispose()
    {
        _expiry?.Dispose();
        _leases.ForEach(lease => lease.Dispose());
    }
}
