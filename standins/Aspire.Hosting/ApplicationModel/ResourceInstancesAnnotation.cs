namespace Aspire.Hosting.ApplicationModel;

// The ids of a resource's replicas. Without it there is one, of the resource's own name.
internal sealed class ResourceInstancesAnnotation(IReadOnlyList<string> ids) : IResourceAnnotation
{
    internal IReadOnlyList<string> Ids { get; } = ids;
}
