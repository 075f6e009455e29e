using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Orchestration;

/// <summary>Checks the health of each running resource, and says when it is ready for the first time since its start.</summary>
/// <remarks>
/// Every 100 ms until it is healthy (every second after 100 times), every 5 s then, every second while it is not healthy any more.
/// Without checks, running is ready.
/// </remarks>
internal sealed class HealthMonitor(RunServices run, HealthCheckService checks) : BackgroundService
{
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(10);
    private readonly Dictionary<string, CancellationTokenSource> _monitors = [];
    private readonly Dictionary<string, HashSet<string>> _running = [];

    /// <summary>The reports of a resource that nobody has checked yet.</summary>
    public static ImmutableArray<HealthReportSnapshot> Unknown(IResource resource) =>
        [.. Keys(resource).Select(key => new HealthReportSnapshot(key, null, null, null))];

    /// <summary>The health checks of a resource and of its parents.</summary>
    public static IEnumerable<string> Keys(IResource resource)
    {
        var own = resource.Annotations.OfType<HealthCheckAnnotation>().Select(annotation => annotation.Key);
        return (resource is IResourceWithParent child ? own.Concat(Keys(child.Parent)) : own).Distinct();
    }

    /// <summary>Publishes the resource's ready event. Who waits for the resource waits for its handlers too, and fails when one fails.</summary>
    public static async Task TellReadyAsync(IResource resource, RunServices run)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await run.Eventing.PublishAsync(new ResourceReadyEvent(resource, run.Services), run.Stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            RunLog.HandlerFailed(run.Logger, nameof(ResourceReadyEvent), resource.Name, exception.Message);
            throw;
        }
    }

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
        if (keys.Count == 0)
        {
            // A process told it at its start.
            await (ProcessResources.RunsAsProcess(resource) ? Task.CompletedTask : TellReadyAsync(resource, run));
            return;
        }

        for (var (ready, attempts) = (false, 0); ; attempts++)
        {
            var (reports, healthy) = await CheckAsync(keys, cancellationToken);
            if (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            var telling = healthy && !ready ? TellReadyAsync(resource, run) : null;
            ready |= healthy;
            await run.Notifications.PublishUpdateAsync(resource, s => s.State?.Text != KnownResourceStates.Running ? s
                : s with { HealthReports = reports, Ready = telling ?? s.Ready });
            var pause = TimeSpan.FromSeconds(healthy ? 5 : ready || attempts > 100 ? 1 : 0.1);
            await Task.Delay(pause, run.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<(ImmutableArray<HealthReportSnapshot> Reports, bool Healthy)> CheckAsync(HashSet<string> keys, CancellationToken cancellationToken)
    {
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
}
