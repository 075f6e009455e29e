namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource (or one replica of it) has changed its state.</summary>
public class ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The replica's name; the resource's own where there is one only.</summary>
    public string ResourceId { get; } = resourceId;

    /// <summary>The state.</summary>
    public CustomResourceSnapshot Snapshot { get; } = snapshot;
}
