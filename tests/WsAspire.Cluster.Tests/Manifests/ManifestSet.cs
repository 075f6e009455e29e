namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>What one overlay makes.</summary>
/// <param name="Objects">Its objects: rules look for faults in these.</param>
/// <param name="Beside">What is in the cluster already when it is applied: that of the system where the overlay is a branch's, else nothing.</param>
internal sealed record ManifestSet(IReadOnlyList<KubeObject> Objects, IReadOnlyList<KubeObject> Beside)
{
    /// <summary>All that is there once it is applied.</summary>
    public IEnumerable<KubeObject> All => Objects.Concat(Beside);

    /// <summary>Its Deployments, StatefulSets and DaemonSets.</summary>
    public IEnumerable<Workload> Workloads => WorkloadsOf(Objects);

    /// <summary>Those that are there once it is applied.</summary>
    public IEnumerable<Workload> AllWorkloads => WorkloadsOf(All);

    /// <summary>Its containers.</summary>
    public IEnumerable<Container> Containers => Workloads.SelectMany(workload => workload.Containers);

    /// <summary>Its objects of a kind.</summary>
    public IEnumerable<KubeObject> Of(string kind) => Objects.Where(one => one.Kind == kind);

    /// <summary>The objects of a kind that are there once it is applied.</summary>
    public IEnumerable<KubeObject> AllOf(string kind) => All.Where(one => one.Kind == kind);

    /// <summary>Finds an object among all.</summary>
    public KubeObject? Find(string kind, string? name) => AllOf(kind).FirstOrDefault(one => one.Name == name);

    /// <summary>A copy that can be changed.</summary>
    public ManifestSet Copy() => new(Copies(Objects), Copies(Beside));

    private static KubeObject[] Copies(IEnumerable<KubeObject> objects) => [.. objects.Select(one => new KubeObject(one.Json.DeepClone().AsObject()))];

    private static IEnumerable<Workload> WorkloadsOf(IEnumerable<KubeObject> objects) =>
        objects.Where(one => one.Kind is "Deployment" or "StatefulSet" or "DaemonSet").Select(one => new Workload(one));
}
