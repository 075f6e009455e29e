using System.Collections.Concurrent;

namespace Aspire.Dashboard.Storage;

/// <summary>The resources as they were last heard of, and what they print.</summary>
internal sealed class ResourceStore(IDashboardResources source) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, KeptResource> _resources = [];
    private readonly ConcurrentDictionary<string, ConsoleStore> _consoles = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _printing = [];
    private Task _following = Task.CompletedTask;
    private long _version;

    /// <summary>Another number after each change.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The resources in the order in which they were first heard of.</summary>
    public IReadOnlyList<KeptResource> All => [.. _resources.Values.OrderBy(resource => resource.Order)];

    /// <summary>Begins to follow them.</summary>
    public void Start() => _following = FollowAsync();

    /// <summary>A resource; null where there is none of that id.</summary>
    public KeptResource? Find(string id) => _resources.GetValueOrDefault(id);

    /// <summary>What a resource printed; null where there is none of that id.</summary>
    public ConsoleStore? Console(string id) => _consoles.GetValueOrDefault(id);

    /// <summary>Does something to a resource.</summary>
    public Task<string?> ExecuteAsync(string id, string command, CancellationToken cancellationToken) => source.ExecuteAsync(id, command, cancellationToken);

    /// <summary>Stops following.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Task.WhenAll(_printing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task FollowAsync()
    {
        await foreach (var change in source.WatchAsync(_stop.Token))
        {
            _resources[change.Id] = _resources.TryGetValue(change.Id, out var before) ? before.After(change) : new(change, _resources.Count, 0);
            Interlocked.Increment(ref _version);
            if (_consoles.Count < Limits.Consoles && !_consoles.ContainsKey(change.Id))
            {
                _printing.Add(FollowConsoleAsync(change.Id, _consoles[change.Id] = new()));
            }
        }
    }

    private async Task FollowConsoleAsync(string id, ConsoleStore console)
    {
        await foreach (var lines in source.WatchConsoleAsync(id, _stop.Token))
        {
            console.Add(lines);
        }
    }
}
