namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>Whoever looks at a cluster sees what belongs to the system, who manages it, and of which service a pod is.</summary>
internal sealed class LabelsAreThere : IManifestRule
{
    private const string Prefix = "app.kubernetes.io/";

    private static readonly string[] s_ofObjects = [Prefix + "part-of", Prefix + "managed-by"];
    private static readonly string[] s_ofPods = [.. s_ofObjects, Prefix + "name", "app"];

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set) =>
        set.Objects.SelectMany(one => Missing(one, "label", s_ofObjects, one.Labels))
            .Concat(set.Workloads.SelectMany(workload => Missing(workload, "label of its pods", s_ofPods, workload.PodLabels)))
            // What is reached by the proxy says whose requests it serves.
            .Concat(set.Workloads.Where(IsBranchable).SelectMany(workload => Missing(workload, "label of its pods", ["branch"], workload.PodLabels)));

    private static bool IsBranchable(Workload workload) =>
        workload.MainContainers.Any(container => container.Json.Items("env").Any(one => one.Text("name") == "Branching__AdvertisedAddress"));

    private static IEnumerable<string> Missing(object owner, string what, IEnumerable<string> names, IReadOnlyDictionary<string, string> labels) =>
        names.Where(name => !labels.ContainsKey(name)).Select(name => $"{owner}: {what} {name} is missing");
}
