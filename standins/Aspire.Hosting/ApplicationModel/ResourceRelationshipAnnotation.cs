namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a resource relates to another.</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Parent, Reference or WaitFor.</summary>
    public string Type { get; } = type;
}
