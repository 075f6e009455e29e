namespace Aspire.Hosting.Orchestration;

/// <summary>What every part of a run needs.</summary>
internal sealed record RunServices(
    ResourceNotificationService Notifications,
    ResourceLoggerService Logs,
    IDistributedApplicationEventing Eventing,
    DistributedApplicationExecutionContext ExecutionContext,
    DistributedApplicationModel Model,
    Watchdog Watchdog,
    RunOptions Options,
    ILogger<RunService> Logger,
    TimeProvider Time,
    IServiceProvider Services)
{
    /// <summary>Set when the AppHost stops.</summary>
    public CancellationToken Stopping { get; } = Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
}
