using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The states of resources: publishes them, and waits for them.</summary>
public class ResourceNotificationService(
    ILogger<ResourceNotificationService> logger, IHostApplicationLifetime hostApplicationLifetime, IServiceProvider serviceProvider,
    ResourceLoggerService resourceLoggerService) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _disposed = new();
    private readonly Dictionary<string, ResourceEvent> _states = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<Channel<ResourceEvent>> _watchers = [];

    /// <summary>Waits until the resource is in <paramref name="targetState"/>; null for Running.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until the resource is in one of <paramref name="targetStates"/>, and says in which.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var change = await WaitForResourceAsync(resourceName, e => targetStates.Contains(e.Snapshot.State?.Text), cancellationToken);
        return change.Snapshot.State!.Text;
    }

    /// <summary>Waits until the resource is healthy, also beyond a failure of it.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, WaitBehavior.WaitOnResourceUnavailable, cancellationToken);

    /// <summary>Waits until the resource is healthy; throws <see cref="DistributedApplicationException"/> when it fails and the behavior says to stop.</summary>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var change = await WaitForResourceAsync(
            resourceName, e => e.Snapshot.HealthStatus == HealthStatus.Healthy || (Stops(waitBehavior) && Failed(e)), cancellationToken);
        if (change.Snapshot.HealthStatus != HealthStatus.Healthy)
        {
            throw new DistributedApplicationException($"Stopped waiting for resource '{resourceName}' to become healthy because it failed to start.");
        }

        await (change.Snapshot.Ready ?? Task.CompletedTask).WaitAsync(cancellationToken);
        return change;
    }

    /// <summary>Waits until everything that <paramref name="resource"/> waits for is there.</summary>
    public Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken) =>
        Task.WhenAll(resource.Annotations.OfType<WaitAnnotation>().Select(wait => WaitForAsync(resource, wait, cancellationToken)));

    /// <summary>Waits until <paramref name="predicate"/> is true of the resource (or one of its replicas).</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token, hostApplicationLifetime.ApplicationStopping);
        await foreach (var change in WatchAsync(stop.Token))
        {
            if ((Same(resourceName, change.Resource.Name) || Same(resourceName, change.ResourceId)) && predicate(change))
            {
                return change;
            }
        }

        throw new OperationCanceledException($"The operation was cancelled before the resource '{resourceName}' met the predicate condition.");
    }

    /// <summary>Gets the state of the resource (or replica) of that id.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        lock (_lock)
        {
            if (!_states.TryGetValue(resourceId, out resourceEvent))
            {
                var instances = _states.Values.Where(s => Same(resourceId, s.Resource.Name)).ToList();
                resourceEvent = instances.Count == 1 ? instances[0] : null;
            }

            return resourceEvent is not null;
        }
    }

    /// <summary>Gets the states of all resources, and then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>();
        lock (_lock)
        {
            foreach (var state in _states.Values)
            {
                channel.Writer.TryWrite(state);
            }

            _watchers.Add(channel);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel);
            }
        }
    }

    /// <summary>Changes the state of the resource's replica of that id.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (_lock)
        {
            var before = _states.TryGetValue(resourceId, out var state) ? state.Snapshot : InitialSnapshot(resource);
            ResourceEvent change = new(resource, resourceId, stateFactory(before));
            _states[resourceId] = change;
            _watchers.ForEach(watcher => watcher.Writer.TryWrite(change));
        }

        return Task.CompletedTask;
    }

    /// <summary>Changes the state of the resource, in all its replicas.</summary>
    public async Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        foreach (var id in Instances(resource))
        {
            await PublishUpdateAsync(resource, id, stateFactory);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _disposed.Cancel();
        GC.SuppressFinalize(this);
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static bool Failed(ResourceEvent change) =>
        KnownResourceStates.TerminalStates.Contains(change.Snapshot.State?.Text) || change.Snapshot.State?.Text == KnownResourceStates.RuntimeUnhealthy;

    private static IReadOnlyList<string> Instances(IResource resource) =>
        resource.TryGetLastAnnotation<ResourceInstancesAnnotation>(out var instances) ? instances.Ids : [resource.Name];

    private static CustomResourceSnapshot InitialSnapshot(IResource resource) =>
        new() { ResourceType = resource.GetType().Name.Replace("Resource", "", StringComparison.Ordinal), Properties = [] };

    // With a dashboard somebody may start the failed resource again; without one nobody can.
    private bool Stops(WaitBehavior? behavior) => behavior is { } given ? given == WaitBehavior.StopOnResourceUnavailable
        : serviceProvider.GetRequiredService<DistributedApplicationOptions>().DisableDashboard;

    private async Task WaitForAsync(IResource resource, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        Log.Waits(logger, resource.Name, wait.Resource.Name, wait.WaitType);
        resourceLoggerService.Append(resource.Name, $"Waiting for resource '{wait.Resource.Name}' ({wait.WaitType}).", isError: false);
        bool Reached(ResourceEvent e) => wait.WaitType switch
        {
            WaitType.WaitForCompletion => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text),
            WaitType.WaitUntilStarted => e.Snapshot.State?.Text == KnownResourceStates.Running,
            _ => e.Snapshot.HealthStatus == HealthStatus.Healthy,
        };
        await Task.WhenAll(Instances(wait.Resource).Select(async id =>
        {
            var last = await WaitForResourceAsync(id, e => Reached(e) || (Stops(wait.WaitBehavior) && Failed(e)), cancellationToken);
            if (!Reached(last) || last.Snapshot.State?.Text == KnownResourceStates.FailedToStart)
            {
                throw new DistributedApplicationException($"Dependency resource '{wait.Resource.Name}' failed to start.");
            }

            if (wait.WaitType == WaitType.WaitForCompletion && last.Snapshot is not { ExitCode: null } && last.Snapshot.ExitCode != wait.ExitCode)
            {
                throw new DistributedApplicationException(
                    $"Resource '{wait.Resource.Name}' has entered the '{last.Snapshot.State?.Text}' state with exit code '{last.Snapshot.ExitCode}', expected '{wait.ExitCode}'.");
            }

            if (wait.WaitType == WaitType.WaitUntilHealthy)
            {
                await (last.Snapshot.Ready ?? Task.CompletedTask).WaitAsync(cancellationToken);
            }
        }));
    }
}
