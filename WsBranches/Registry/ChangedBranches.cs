namespace WsBranches.Registry;

/// <summary>The branches whose resources are to be made anew: each at most once, the default branches first, then those that changed themselves, then those that only have another way out.</summary>
/// <param name="time">Says since when each waits.</param>
internal sealed class ChangedBranches(TimeProvider time)
{
    private const int Share = 256;

    private readonly Lock _lock = new();
    private readonly AsyncSignal _signal = new();
    private readonly Dictionary<BranchKey, long> _defaults = [];
    private readonly Dictionary<BranchKey, long> _changed = [];
    private readonly Dictionary<BranchKey, long> _dependent = [];

    /// <summary>Adds a branch that changed.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="dependents">The others of the service, where it is the default branch; else null.</param>
    public void Add(BranchKey branch, IEnumerable<BranchKey>? dependents)
    {
        lock (_lock)
        {
            var now = time.GetTimestamp();
            (dependents is null ? _changed : _defaults).TryAdd(branch, now);
            foreach (var dependent in dependents ?? [])
            {
                _dependent.TryAdd(dependent, now);
            }
        }

        _signal.Set();
    }

    /// <summary>Waits for a change.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _signal.WaitAsync(cancellationToken);

    /// <summary>Takes the next that are to be made: all of the default branches, else a share of the others.</summary>
    /// <param name="withDependents">Whether also those that only have another way out.</param>
    /// <returns>Each with the timestamp of its first change; empty when nothing is left.</returns>
    public IReadOnlyList<KeyValuePair<BranchKey, long>> Take(bool withDependents)
    {
        lock (_lock)
        {
            var source = _defaults.Count > 0 ? _defaults : _changed.Count > 0 || !withDependents ? _changed : _dependent;
            KeyValuePair<BranchKey, long>[] taken = [.. source.Take(Share)];
            foreach (var (branch, _) in taken)
            {
                source.Remove(branch);
            }

            return taken;
        }
    }
}
