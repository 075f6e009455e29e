using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration;

/// <summary>Checks the health of each running resource, and says when it is ready for the first time since its start.</summary>
/// <remarks>Every 100 ms until it is healthy, every 5 s then, every second while it is not healthy any more. Without checks, running is ready.</remarks>
internal sealed class HealthMonitor(RunServices run, HealthCheckService checks) : BackgroundService
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, CancellationTokenSource> _monitors = [];
    private readonly Dictionary<string, HashSet<string>> _running = [];

    /// <summary>The reports of a resource that nobody has checked yet.</summary>
    public static ImmutableArray<HealthReportSnapshot> Unknown(IResource resource) => [.. Keys(resource).Select(key => new HealthReportSnapshot(key, null, null, null))];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await foreach (var change in run.Notifications.WatchAsync(stoppingToken))
            {
                Follow(change, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The AppHost stops.
        }
    }

    private static IEnumerable<string> Keys(IResource resource)
    {
        var own = resource.Annotations.OfType<HealthCheckAnnotation>().Select(annotation => annotation.Key);
        return (resource is IResourceWithParent child ? own.Concat(Keys(child.Parent)) : own).Distinct();
    }

    /// <summary>A resource is watched while any replica of it runs.</summary>
    private void Follow(ResourceEvent change, CancellationToken stoppingToken)
    {
        var name = change.Resource.Name;
        var running = _running.TryGetValue(name, out var ids) ? ids : _running[name] = [];
        if (change.Snapshot.State?.Text == KnownResourceStates.Running)
        {
            running.Add(change.ResourceId);
            if (!_monitors.ContainsKey(name))
            {
                _monitors[name] = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                _ = WatchAsync(change.Resource, _monitors[name].Token);
            }
        }
        else if (running.Remove(change.ResourceId) && running.Count == 0 && _monitors.Remove(name, out var monitor))
        {
            monitor.Cancel();
            monitor.Dispose();
        }
    }

    private async Task WatchAsync(IResource resource, CancellationToken cancellationToken)
    {
        var keys = Keys(resource).ToHashSet();
        var ready = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var (reports, healthy) = await CheckAsync(keys, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            var telling = healthy && !ready ? TellReadyAsync(resource, cancellationToken) : null;
            ready |= healthy;
            await run.Notifications.PublishUpdateAsync(resource, s => telling is null && Same(s.HealthReports, reports) ? s
                : s with { HealthReports = s.State?.Text == KnownResourceStates.Running ? reports : s.HealthReports, Ready = telling ?? s.Ready });
            if (keys.Count == 0)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromSeconds(healthy ? 5 : ready ? 1 : 0.1), run.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static bool Same(ImmutableArray<HealthReportSnapshot> before, ImmutableArray<HealthReportSnapshot> now) =>
        before.Select(report => (report.Name, report.Status, report.Description)).SequenceEqual(now.Select(report => (report.Name, report.Status, report.Description)));

    private async Task<(ImmutableArray<HealthReportSnapshot> Reports, bool Healthy)> CheckAsync(HashSet<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return ([], true);
        }

        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(s_bound);
        try
        {
            var report = await checks.CheckHealthAsync(registration => keys.Contains(registration.Name), bound.Token);
            return ([.. report.Entries.Select(e => new HealthReportSnapshot(e.Key, e.Value.Status, e.Value.Description, e.Value.Exception?.ToString()))],
                report.Status == HealthStatus.Healthy);
        }
        catch (Exception exception)
        {
            return ([.. keys.Select(key => new HealthReportSnapshot(key, HealthStatus.Unhealthy, exception.Message, exception.ToString()))], false);
        }
    }

    /// <summary>Who waits for the resource waits for these handlers too, and is told when one fails.</summary>
    private async Task TellReadyAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(() => run.Eventing.PublishAsync(new ResourceReadyEvent(resource, run.Services), cancellationToken), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            RunLog.HandlerFailed(run.Logger, nameof(ResourceReadyEvent), resource.Name, exception.Message);
            throw;
        }
    }
}
