namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource has stopped.</summary>
public class ResourceStoppedEvent(IResource resource, IServiceProvider services, ResourceEvent resourceEvent) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>The services.</summary>
    public IServiceProvider Services { get; } = services;

    /// <summary>Its last state.</summary>
    public ResourceEvent ResourceEvent { get; } = resourceEvent;
}
