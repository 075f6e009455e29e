namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource is about to start: its dependencies are ready.</summary>
public class BeforeResourceStartedEvent(IResource resource, IServiceProvider services) : IDistributedApplicationResourceEvent
{
    /// <inheritdoc/>
    public IResource Resource { get; } = resource;

    /// <summary>The services.</summary>
    public IServiceProvider Services { get; } = services;
}
