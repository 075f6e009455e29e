namespace Aspire.Hosting.Orchestration;

/// <summary>The processes of one resource, started and stopped together.</summary>
internal sealed class ResourceSupervisor : IDisposable
{
    /// <summary>How long a process has between SIGTERM and SIGKILL.</summary>
    public static readonly TimeSpan StopBound = TimeSpan.FromSeconds(10);

    private const string SuffixLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    private readonly IResource _resource;
    private readonly RunServices _run;
    private readonly List<Replica> _replicas = [];
    private readonly SemaphoreSlim _one = new(1, 1);
    private CancellationTokenSource _starting = new();

    /// <summary>Names the replicas, and gives the resource its three commands.</summary>
    public ResourceSupervisor(IResource resource, RunServices run)
    {
        (_resource, _run) = (resource, run);
        Suffixes = [.. Enumerable.Range(0, resource.GetReplicaCount()).Select(_ => Random.Shared.GetString(SuffixLetters, 8))];
        resource.Annotations.Add(new ResourceInstancesAnnotation([.. Suffixes.Select(suffix => $"{resource.Name}-{suffix}")]));
        LifecycleCommands.Add(this, resource);
    }

    /// <summary>The own part of each replica's id.</summary>
    public IReadOnlyList<string> Suffixes { get; }

    /// <summary>Whether any of its processes lives.</summary>
    public bool IsRunning => _replicas.Exists(replica => replica.IsRunning);

    /// <summary>Tells the replicas what to serve.</summary>
    public void Prepare(IReadOnlyList<IReadOnlyList<ReplicaEndpoint>> endpoints) => _replicas.AddRange(Suffixes.Select(
        (suffix, i) => new Replica(_resource, $"{_resource.Name}-{suffix}", suffix, endpoints[i], _run)));

    /// <summary>Waits for what the resource waits for, then starts those of its processes that do not run.</summary>
    /// <param name="id">A replica's id for that one alone; else all.</param>
    /// <param name="cancellationToken">Gives up waiting; what was started stays.</param>
    public async Task StartAsync(string? id, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        var start = Chosen(id).Where(replica => !replica.IsRunning).ToList();
        _starting = new CancellationTokenSource();
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _starting.Token);
        try
        {
            await Task.WhenAll(start.Select(replica => replica.PublishAsync(s => s with
            {
                State = KnownResourceStates.Starting,
                HealthReports = HealthMonitor.Unknown(_resource),
                StartTimeStamp = null,
                StopTimeStamp = null,
                ExitCode = null,
            })));
            await TellAvailableAsync(_resource, giveUp.Token);
            await _run.Eventing.PublishAsync(new BeforeResourceStartedEvent(_resource, _run.Services), giveUp.Token);
            var ready = new Lazy<Task>(() => HealthMonitor.TellReadyAsync(_resource, _run));
            var told = HealthMonitor.Keys(_resource).Any() ? null : ready;
            await Task.WhenAll(start.Select(replica => replica.StartAsync(told, giveUp.Token)));
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            await Task.WhenAll(start.Where(replica => !replica.IsRunning)
                .Select(replica => replica.PublishAsync(s => s with { State = KnownResourceStates.Exited })));
        }
        catch (Exception exception)
        {
            await Task.WhenAll(start.Select(replica => replica.FailAsync(exception.Message)));
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Ends its processes, and the waiting of one that still waits to start.</summary>
    /// <param name="id">A replica's id for that one alone; else all.</param>
    /// <param name="killNow">Kills instead of waiting for the bound.</param>
    public async Task StopAsync(string? id, CancellationToken killNow)
    {
        await _starting.CancelAsync();
        var entering = _one.WaitAsync(killNow);
        await entering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await Task.WhenAll(Chosen(id).Select(replica => replica.StopAsync(StopBound, killNow)));
        }
        finally
        {
            _ = entering.IsCompletedSuccessfully && _one.Release() >= 0;
        }
    }

    /// <summary>Kills its processes.</summary>
    public void Dispose()
    {
        _replicas.ForEach(replica => replica.Kill());
        _starting.Dispose();
        _one.Dispose();
    }

    /// <summary>The replica of that id; all, where there is none of it.</summary>
    private IEnumerable<Replica> Chosen(string? id) => _replicas.Exists(replica => replica.Id == id) ? _replicas.Where(replica => replica.Id == id) : _replicas;

    /// <summary>Says that the connection string of the resource, and of those children that have no life of their own, can be had.</summary>
    private async Task TellAvailableAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource is IResourceWithConnectionString)
        {
            await _run.Eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, _run.Services), cancellationToken);
        }

        foreach (var child in _run.Model.Resources.OfType<IResourceWithParent>()
            .Where(child => child.Parent == resource && !ProcessResources.HasOwnLifetime(child)))
        {
            await TellAvailableAsync(child, cancellationToken);
        }
    }
}
