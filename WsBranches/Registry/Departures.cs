namespace WsBranches.Registry;

/// <summary>The branches whose last instance left a short time ago. Not thread-safe, but for what it calls at the end of that time.</summary>
/// <remarks>A proxy that repeats a request looks for its cluster again a moment later: if that were gone, the request would fail. So the cluster stays for a while, served by the default branch.</remarks>
/// <param name="linger">How long a branch stays.</param>
/// <param name="time">Measures that.</param>
/// <param name="isOver">Is called, on a thread of its own, when the time of a branch is over.</param>
internal sealed class Departures(TimeSpan linger, TimeProvider time, Action<BranchKey> isOver) : IDisposable
{
    private readonly Dictionary<BranchKey, ITimer> _timers = [];

    /// <summary>Whether a branch stays for now.</summary>
    public bool Contains(BranchKey branch) => _timers.ContainsKey(branch);

    /// <summary>The branches of a service that stay for now.</summary>
    public IEnumerable<BranchKey> Of(string service) => _timers.Keys.Where(branch => branch.Service == service);

    /// <summary>Lets a branch stay from now on.</summary>
    public void Begin(BranchKey branch)
    {
        if (linger > TimeSpan.Zero && !_timers.ContainsKey(branch))
        {
            _timers[branch] = time.CreateTimer(_ => isOver(branch), null, linger, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Ends it: the branch is back, or its time is over.</summary>
    /// <returns>Whether it stayed until now.</returns>
    public bool End(BranchKey branch)
    {
        if (!_timers.Remove(branch, out var timer))
        {
            return false;
        }

        timer.Dispose();
        return true;
    }

    public void Dispose()
    {
        foreach (var timer in _timers.Values)
        {
            timer.Dispose();
        }
    }
}
