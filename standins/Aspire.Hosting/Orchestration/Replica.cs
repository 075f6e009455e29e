namespace Aspire.Hosting.Orchestration;

/// <summary>One process of a resource: starts it, tells its state, and says what its end was.</summary>
/// <remarks>
/// Nothing is restarted by itself, as in Aspire: exit code 0 is Finished, any other Exited, one that cannot be started FailedToStart; who
/// waits for it is told at once. The command resource-start starts it again.
/// </remarks>
internal sealed class Replica(IResource resource, string id, string suffix, IReadOnlyList<ReplicaEndpoint> endpoints, RunServices run)
{
    private const int KeptLines = 10;
    private readonly string _label = ProcessResources.Label(resource, id);
    private readonly Queue<string> _lastLines = new();
    private ProcessSession? _session;
    private Task _watching = Task.CompletedTask;
    private bool _stopping;

    /// <summary>The resource id in notifications.</summary>
    public string Id => id;

    /// <summary>Whether its process lives.</summary>
    public bool IsRunning => !_watching.IsCompleted;

    /// <summary>Evaluates its environment and arguments and starts the process.</summary>
    /// <param name="ready">What to await besides its running before others may rely on it; null where health checks say so.</param>
    /// <param name="cancellationToken">Gives up before the process is started.</param>
    public async Task StartAsync(Lazy<Task>? ready, CancellationToken cancellationToken)
    {
        try
        {
            _stopping = false;
            var command = await ProcessResources.CommandAsync(
                resource, value => ReplicaTemplates.Fill(value, resource.Name, suffix, endpoints), run, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            _session = ProcessSession.Start(command, run.Watchdog, Keep);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            await FailAsync(exception.Message);
            return;
        }

        foreach (var endpoint in endpoints)
        {
            endpoint.Proxy?.Add(endpoint.Port);
        }

        var watched = new TaskCompletionSource();
        _watching = watched.Task;
        await PublishAsync(s => s with
        {
            State = KnownResourceStates.Running,
            StartTimeStamp = Now,
            StopTimeStamp = null,
            ExitCode = null,
            Ready = ready?.Value,
            Properties = [.. s.Properties.Where(p => p.Name != "executable.pid"), new("executable.pid", _session.Id)],
        });
        _ = WatchAsync(_session, watched);
    }

    /// <summary>Ends the process: SIGTERM, and SIGKILL after the bound or at once when <paramref name="killNow"/> is set.</summary>
    public async Task StopAsync(TimeSpan bound, CancellationToken killNow)
    {
        if (_session is { } session && IsRunning)
        {
            _stopping = true;
            await PublishAsync(s => s with { State = KnownResourceStates.Stopping });
            await session.StopAsync(bound, killNow);
            await _watching;
        }
    }

    /// <summary>Kills the process.</summary>
    public void Kill() => _session?.Kill();

    /// <summary>Tells that it cannot start, and why.</summary>
    public async Task FailAsync(string reason)
    {
        RunLog.FailedToStart(run.Logger, _label, reason);
        await PublishAsync(s => s with { State = KnownResourceStates.FailedToStart, HealthReports = [], StopTimeStamp = Now });
        await TellStoppedAsync();
    }

    /// <summary>Publishes a change of its state.</summary>
    public Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => run.Notifications.PublishUpdateAsync(resource, id, change);

    private DateTime Now => run.Time.GetUtcNow().UtcDateTime;

    private async Task WatchAsync(ProcessSession session, TaskCompletionSource watched)
    {
        var started = run.Time.GetTimestamp();
        try
        {
            var code = await session.Completion;
            foreach (var endpoint in endpoints)
            {
                endpoint.Proxy?.Remove(endpoint.Port);
            }

            if (code != 0 && !_stopping)
            {
                RunLog.Crashed(run.Logger, _label, code, run.Time.GetElapsedTime(started).TotalSeconds, LastLines());
            }

            await PublishAsync(s => s with
            {
                State = code == 0 && !_stopping ? KnownResourceStates.Finished : KnownResourceStates.Exited,
                ExitCode = code,
                StopTimeStamp = Now,
            });
            await TellStoppedAsync();
        }
        finally
        {
            watched.SetResult();
        }
    }

    private Task TellStoppedAsync() => run.Notifications.TryGetCurrentState(id, out var state)
        ? run.Eventing.PublishAsync(new ResourceStoppedEvent(resource, run.Services, state))
        : Task.CompletedTask;

    private void Keep(string line, bool isError)
    {
        lock (_lastLines)
        {
            _lastLines.Enqueue(line);
            if (_lastLines.Count > KeptLines)
            {
                _lastLines.Dequeue();
            }
        }

        run.Logs.Append(resource.Name, line, isError);
        if (_label != resource.Name)
        {
            run.Logs.Append(id, line, isError);
        }
    }

    private string LastLines()
    {
        lock (_lastLines)
        {
            return _lastLines.Count == 0 ? " It printed nothing." : " Its last lines:" + string.Concat(_lastLines.Select(line => "\n    " + line));
        }
    }
}
