namespace Aspire.Hosting.ApplicationModel;

/// <summary>The connection string of a resource is known.</summary>
public class ConnectionStringAvailableEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>The services.</summary>
    public IServiceProvider Services { get; } = services;
}
