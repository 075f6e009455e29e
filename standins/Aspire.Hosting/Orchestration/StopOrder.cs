namespace Aspire.Hosting.Orchestration;

/// <summary>In which order resources stop: each after those that depend on it.</summary>
internal static class StopOrder
{
    /// <summary>For each resource, those of the model that depend on it, directly or through others, and so stop before it.</summary>
    /// <remarks>A resource depends on what it waits for, refers to, or is a child of. Where that is a circle, the model's order decides.</remarks>
    public static IReadOnlyDictionary<IResource, IReadOnlyList<IResource>> Dependents(IReadOnlyList<IResource> model)
    {
        var order = new List<IResource>();
        var needs = new Dictionary<IResource, HashSet<IResource>>();
        foreach (var resource in model)
        {
            Visit(resource, needs, order);
        }

        return order.ToDictionary(resource => resource, IReadOnlyList<IResource> (resource) => [.. order.Where(other => needs[other].Contains(resource))]);
    }

    private static HashSet<IResource> Visit(IResource resource, Dictionary<IResource, HashSet<IResource>> needs, List<IResource> order)
    {
        if (!needs.TryGetValue(resource, out var all))
        {
            needs[resource] = all = [];
            foreach (var need in Needs(resource).Where(need => need != resource).Distinct())
            {
                var theirs = Visit(need, needs, order);
                if (!theirs.Contains(resource) && order.Contains(need))
                {
                    all.Add(need);
                    all.UnionWith(theirs);
                }
            }

            order.Add(resource);
        }

        return all;
    }

    /// <summary>What a resource depends on directly.</summary>
    public static IEnumerable<IResource> Needs(IResource resource) =>
    [
        .. resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource),
        .. resource.Annotations.OfType<ResourceRelationshipAnnotation>().Select(relation => relation.Resource),
        .. resource is IResourceWithParent child ? [child.Parent] : Array.Empty<IResource>(),
        .. resource is IResourceWithConnectionString source ? Resources(source.ConnectionStringExpression) : [],
    ];

    private static IEnumerable<IResource> Resources(object value) => value switch
    {
        IResource resource => [resource],
        IValueWithReferences references => references.References.SelectMany(Resources),
        _ => [],
    };
}
