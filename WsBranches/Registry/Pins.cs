using System.Net;

namespace WsBranches.Registry;

/// <summary>Addresses that stand for a branch without a process that registers, until they are taken back or their time is over. They live as long as this control plane.</summary>
internal sealed class Pins(InstanceRegistry registry, TimeProvider time) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<BranchKey, Pin> _pins = [];

    /// <summary>Pins addresses, in the place of those that were pinned before for the branch.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="places">Where it is served; at least one.</param>
    /// <param name="ttl">After which time that ends; null: never.</param>
    /// <returns>What is pinned now.</returns>
    public Pin Put(BranchKey branch, IReadOnlyList<IPEndPoint> places, TimeSpan? ttl)
    {
        lock (_lock)
        {
            var before = _pins.GetValueOrDefault(branch);
            var pin = new Pin(registry, time);
            _pins[branch] = pin;
            foreach (var place in places)
            {
                pin.Add(branch, place, ttl is { } limit ? time.GetUtcNow() + limit : null);
            }

            // After the new ones, so that the branch is never without.
            before?.End(LeaseEnd.Unpinned);
            if (ttl is { } duration)
            {
                pin.ExpireAfter(duration, () => TakeBack(branch, pin, LeaseEnd.Expired));
            }

            return pin;
        }
    }

    /// <summary>Takes pinned addresses back.</summary>
    /// <exception cref="PinNotFoundException">None are pinned for the branch.</exception>
    public void Remove(BranchKey branch)
    {
        lock (_lock)
        {
            TakeBack(branch, _pins.GetValueOrDefault(branch) ?? throw new PinNotFoundException(branch), LeaseEnd.Unpinned);
        }
    }

    /// <summary>Takes what was pinned back, unless something else is pinned in its place.</summary>
    public void Remove(BranchKey branch, Pin pin) => TakeBack(branch, pin, LeaseEnd.Unpinned);

    public void Dispose()
    {
        foreach (var pin in _pins.Values)
        {
            pin.Dispose();
        }
    }

    private void TakeBack(BranchKey branch, Pin pin, LeaseEnd reason)
    {
        lock (_lock)
        {
            if (_pins.GetValueOrDefault(branch) == pin)
            {
                _pins.Remove(branch);
                pin.End(reason);
            }
        }
    }
}
