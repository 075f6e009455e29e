namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource runs and is healthy, for the first time since its start.</summary>
public class ResourceReadyEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>The services.</summary>
    public IServiceProvider Services { get; } = services;
}
