namespace Aspire.Hosting.ApplicationModel;

/// <summary>The endpoints of a resource have their addresses.</summary>
public class ResourceEndpointsAllocatedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>The services.</summary>
    public IServiceProvider Services { get; } = services;
}
