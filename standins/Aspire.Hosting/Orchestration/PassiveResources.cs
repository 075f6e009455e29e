namespace Aspire.Hosting.Orchestration;

/// <summary>The states of resources that are no processes: parameters, children such as databases, containers. Connection strings tell theirs themselves.</summary>
internal sealed class PassiveResources(RunServices run)
{
    private const string ContainersNeedAspire =
        "containers need Aspire itself, and this run uses the stand-in for it. Restore the Aspire packages (./run tries it once), " +
        "or use local processes: --containers false.";

    /// <summary>Starts what gives these resources their states; ends with the AppHost.</summary>
    public void Start()
    {
        foreach (var resource in run.Model.Resources.Where(resource => !ProcessResources.RunsAsProcess(resource)))
        {
            _ = resource switch
            {
                ContainerResource => FailAsync(resource, ContainersNeedAspire),
                ParameterResource parameter => ShowParameterAsync(parameter),
                _ => Task.CompletedTask,
            };
        }

        _ = FollowParentsAsync();
    }

    private Task PublishAsync(IResource resource, string state) => run.Notifications.PublishUpdateAsync(resource, s => s with { State = state });

    private Task FailAsync(IResource resource, string reason)
    {
        RunLog.FailedToStart(run.Logger, resource.Name, reason);
        return PublishAsync(resource, KnownResourceStates.FailedToStart);
    }

    private async Task ShowParameterAsync(ParameterResource parameter)
    {
        try
        {
            _ = parameter.Value;
            await PublishAsync(parameter, KnownResourceStates.Running);
        }
        catch (Exception exception)
        {
            RunLog.FailedToStart(run.Logger, parameter.Name, exception.Message);
            await PublishAsync(parameter, "ValueMissing");
        }
    }

    /// <summary>A child without a life of its own, such as a database, is in the state of its parent.</summary>
    private async Task FollowParentsAsync()
    {
        var children = run.Model.Resources.OfType<IResourceWithParent>().Where(child => !ProcessResources.HasOwnLifetime(child)).ToList();
        var last = new Dictionary<IResource, string?>();
        try
        {
            await foreach (var change in run.Notifications.WatchAsync(run.Stopping))
            {
                var state = change.Snapshot.State?.Text;
                foreach (var child in children.Where(child => child.Parent == change.Resource && (!last.TryGetValue(child, out var before) || before != state)))
                {
                    last[child] = state;
                    await run.Notifications.PublishUpdateAsync(child, s => s with
                    {
                        State = state,
                        HealthReports = HealthMonitor.Unknown(child),
                        ExitCode = change.Snapshot.ExitCode,
                        StartTimeStamp = change.Snapshot.StartTimeStamp,
                        StopTimeStamp = change.Snapshot.StopTimeStamp,
                    });
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The AppHost stops.
        }
    }
}
