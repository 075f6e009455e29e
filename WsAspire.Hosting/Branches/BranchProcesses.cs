using System.Collections.Concurrent;
using System.Globalization;
using WsAspire.Branching.Local;

namespace WsAspire.Hosting.Branches;

/// <summary>What was started for branches while the system runs.</summary>
/// <param name="folder">Where copies and logs are kept.</param>
/// <param name="branches">Address of ws-branches.</param>
internal sealed class BranchProcesses(string folder, string branches) : IAsyncDisposable
{
    // A service drains 5 s, and then has 20 s for what is in flight.
    private static readonly TimeSpan s_graceful = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_atOnce = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_withTheSystem = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(string Branch, string Service), StartedBranch> _started = [];
    private readonly ConcurrentDictionary<(string Branch, string Service), SemaphoreSlim> _gates = [];
    private readonly CancellationTokenSource _ending = new();
    private int _starts;

    /// <summary>The instances, by branch and service.</summary>
    public IReadOnlyList<StartedInstance> List() =>
        [.. _started.OrderBy(pair => pair.Key).SelectMany(pair => pair.Value.Instances)];

    /// <summary>Starts instances, waits until they serve, and then ends those before them.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="service">The service in this system.</param>
    /// <param name="say">Is told what is being done.</param>
    /// <param name="cancellationToken">Ends what was begun; those before stay.</param>
    /// <exception cref="BranchFailedException">They did not come up, and have been ended; the text holds the end of the log.</exception>
    public async Task<IReadOnlyList<StartedInstance>> StartAsync(BranchRequest request, RunningService service, Action<string> say, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ending.Token);
        var key = (request.Branch!, service.Name);
        var gate = _gates.GetOrAdd(key, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(either.Token);
        try
        {
            var place = Path.Combine(folder, request.Branch!, string.Create(CultureInfo.InvariantCulture, $"{service.Name}-{Interlocked.Increment(ref _starts)}"));
            var started = StartedBranch.Start(request, service, place);
            try
            {
                await new ServedBranch(branches, service).WaitAsync(started, say, either.Token);
            }
            catch
            {
                await started.StopAsync(s_atOnce);
                throw;
            }

            _started.TryGetValue(key, out var before);
            _started[key] = started;
            if (before is not null)
            {
                say("it serves; the one before ends");
                await before.StopAsync(s_graceful);
            }

            return started.Instances;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Ends instances: they finish what they have begun.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="service">The service; null means each that was started.</param>
    /// <returns>What was ended.</returns>
    public async Task<IReadOnlyList<StartedInstance>> StopAsync(string branch, string? service)
    {
        var ended = await Task.WhenAll(_started.Keys.Where(key => key.Branch == branch && (service is null || key.Service == service)).Select(async key =>
        {
            if (!_started.TryRemove(key, out var started))
            {
                return [];
            }

            await started.StopAsync(s_graceful);
            return started.Instances;
        }));
        return [.. ended.SelectMany(instances => instances)];
    }

    /// <summary>Ends all, with the system.</summary>
    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await Task.WhenAll(_gates.Values.Select(async gate =>
        {
            // What is just being started ends by itself.
            await gate.WaitAsync();
            gate.Release();
        }));
        await Task.WhenAll(_started.Values.Select(started => started.StopAsync(s_withTheSystem)));
        _ending.Dispose();
    }
}
