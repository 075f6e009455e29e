namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of the application.</summary>
public class DistributedApplicationModel(IResourceCollection resources)
{
    /// <summary>Creates a model of <paramref name="resources"/>.</summary>
    public DistributedApplicationModel(IEnumerable<IResource> resources) : this(new ResourceCollection(resources))
    {
    }

    /// <summary>The resources, in the order in which they were added.</summary>
    public IResourceCollection Resources { get; } = resources;
}
