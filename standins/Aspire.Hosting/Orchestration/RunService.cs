using System.Runtime.InteropServices;

namespace Aspire.Hosting.Orchestration;

/// <summary>Runs the model: ports, events, processes in the order of their waits; at the end stops them, dependents first.</summary>
/// <remarks>
/// As in Aspire, starting ends when each resource has been started or cannot be. Stopping is bounded: 10 s per resource, 25 s in all, then SIGKILL;
/// at once with a second Ctrl+C.
/// </remarks>
internal sealed class RunService(RunServices run, EndpointAllocator endpoints, RunDashboard dashboard, IHostApplicationLifetime lifetime)
    : IHostedService, IAsyncDisposable
{
    private static readonly TimeSpan s_wholeBound = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan s_secondPress = TimeSpan.FromMilliseconds(300);
    private readonly Dictionary<IResource, ResourceSupervisor> _supervisors = [];
    private readonly CancellationTokenSource _killNow = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private long _firstInterrupt;
    private bool _stopped;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            endpoints.CheckFixedPorts();
            await dashboard.StartAsync(cancellationToken);
            ListenToSignals();
            await InitializeAsync(cancellationToken);
            await Task.WhenAll(_supervisors.Where(pair => !pair.Key.HasAnnotationOfType<ExplicitStartupAnnotation>())
                .Select(pair => pair.Value.StartAsync(null, cancellationToken)));
            await run.Eventing.PublishAsync(new AfterResourcesCreatedEvent(run.Services, run.Model), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C while starting; the host goes on to StopAsync.
        }
        catch (PortTakenException exception) when (run.Options.ShowConsole)
        {
            RunLog.CannotStart(run.Logger, exception.Message);
            Environment.ExitCode = 1;
            lifetime.StopApplication();
        }
    }

    /// <inheritdoc />
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var running = _supervisors.Values.Count(supervisor => supervisor.IsRunning);
        if (running > 0)
        {
            RunLog.Stopping(run.Logger, running);
        }

        _stopped = true;
        _killNow.CancelAfter(s_wholeBound);
        using var registration = cancellationToken.Register(_killNow.Cancel);
        var dependents = StopOrder.Dependents([.. run.Model.Resources]);
        var stopping = new Dictionary<IResource, Lazy<Task>>();
        foreach (var resource in dependents.Keys)
        {
            stopping[resource] = new Lazy<Task>(async () =>
            {
                await Task.WhenAll(dependents[resource].Select(dependent => stopping[dependent].Value));
                await (_supervisors.GetValueOrDefault(resource)?.StopAsync(null, _killNow.Token) ?? Task.CompletedTask);
            });
        }

        try
        {
            await Task.WhenAll(stopping.Values.Select(stop => stop.Value));
        }
        catch (OperationCanceledException) when (_killNow.IsCancellationRequested)
        {
            // What is left is killed below.
        }

        await DisposeAsync();
    }

    /// <summary>Stops what still runs, and kills what is left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_stopped)
        {
            await StopAsync(CancellationToken.None);
        }

        _signals.ForEach(signal => signal.Dispose());
        foreach (var supervisor in _supervisors.Values)
        {
            supervisor.Dispose();
        }

        await endpoints.DisposeAsync();
        await dashboard.DisposeAsync();
        run.Watchdog.Dispose();
    }

    private void ListenToSignals()
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, _ =>
        {
            // A launcher may pass the first one on again.
            var first = Interlocked.CompareExchange(ref _firstInterrupt, run.Time.GetTimestamp(), 0);
            if (first != 0 && run.Time.GetElapsedTime(first) > s_secondPress && !_killNow.IsCancellationRequested)
            {
                RunLog.Killing(run.Logger);
                _killNow.Cancel();
            }
        }));

        // A closed terminal stops the system as Ctrl+C does.
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            lifetime.StopApplication();
        }));
    }

    /// <summary>Tells the initial states, initialises the resources, and allocates all endpoints before anything may ask for one.</summary>
    private async Task InitializeAsync(CancellationToken cancellationToken)
    {
        run.Eventing.Subscribe<BeforeResourceStartedEvent>(WaitAsync);
        foreach (var resource in run.Model.Resources.Where(ProcessResources.RunsAsProcess))
        {
            _supervisors[resource] = new ResourceSupervisor(resource, run);
        }

        foreach (var resource in run.Model.Resources)
        {
            await run.Notifications.PublishUpdateAsync(resource, s => s with
            {
                State = s.State ?? (ProcessResources.RunsAsProcess(resource) ? KnownResourceStates.NotStarted : null),
                CreationTimeStamp = run.Time.GetUtcNow().UtcDateTime,
                HealthReports = HealthMonitor.Unknown(resource),
            });
            _ = InitializeAsync(resource, cancellationToken);
        }

        foreach (var resource in run.Model.Resources)
        {
            var perReplica = endpoints.Allocate(resource, resource.GetReplicaCount());
            if (_supervisors.TryGetValue(resource, out var supervisor))
            {
                supervisor.Prepare(perReplica);
            }
        }

        foreach (var resource in run.Model.Resources)
        {
            if (resource is IResourceWithEndpoints)
            {
                await run.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, run.Services), cancellationToken);
            }

            var urls = await ResourceUrls.OfAsync(resource, run, cancellationToken);
            await run.Notifications.PublishUpdateAsync(resource, s => s with { Urls = urls });
        }

        new PassiveResources(run).Start();
    }

    private async Task InitializeAsync(IResource resource, CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await run.Eventing.PublishAsync(
                new InitializeResourceEvent(resource, run.Eventing, run.Logs, run.Notifications, run.Services), cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            RunLog.FailedToStart(run.Logger, resource.Name, exception.Message);
            await run.Notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.FailedToStart });
        }
    }

    private async Task WaitAsync(BeforeResourceStartedEvent starting, CancellationToken cancellationToken)
    {
        if (starting.Resource.HasAnnotationOfType<WaitAnnotation>())
        {
            await ChangeAsync(starting.Resource, KnownResourceStates.Starting, KnownResourceStates.Waiting);
            await run.Notifications.WaitForDependenciesAsync(starting.Resource, cancellationToken);
            await ChangeAsync(starting.Resource, KnownResourceStates.Waiting, KnownResourceStates.Starting);
        }
    }

    private Task ChangeAsync(IResource resource, string from, string to) =>
        run.Notifications.PublishUpdateAsync(resource, s => s.State?.Text == from ? s with { State = to } : s);
}
