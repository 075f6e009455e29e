namespace Aspire.Hosting.ApplicationModel;

/// <summary>The application starts: a resource that is no process brings itself up now.</summary>
public class InitializeResourceEvent(
    IResource resource, IDistributedApplicationEventing distributedApplicationEventing, ResourceLoggerService resourceLoggerService,
    ResourceNotificationService resourceNotificationService, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>The events.</summary>
    public IDistributedApplicationEventing Eventing { get; } = distributedApplicationEventing;

    /// <summary>The resource's log.</summary>
    public ILogger Logger { get; } = resourceLoggerService.GetLogger(resource);

    /// <summary>The states.</summary>
    public ResourceNotificationService Notifications { get; } = resourceNotificationService;

    /// <summary>The services.</summary>
    public IServiceProvider Services { get; } = services;
}
