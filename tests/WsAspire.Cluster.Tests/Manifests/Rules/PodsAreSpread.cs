namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>One node or zone that fails takes not all pods of a service. Exempt: the database, which is one.</summary>
internal sealed class PodsAreSpread : IManifestRule
{
    private static readonly string[] s_places = ["kubernetes.io/hostname", "topology.kubernetes.io/zone"];

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var workload in set.Workloads.Where(workload => workload.IsDeployment))
        {
            var constraints = workload.Pod.Items("topologySpreadConstraints").ToArray();
            foreach (var place in s_places.Where(place => constraints.All(one => one.Text("topologyKey") != place)))
            {
                yield return $"{workload}: topologySpreadConstraints: none for {place}";
            }

            foreach (var constraint in constraints)
            {
                if (!LabelSelector.Takes(constraint.At("labelSelector"), workload.PodLabels))
                {
                    yield return $"{workload}: topologySpreadConstraints: {constraint.Text("topologyKey")}: labelSelector: does not take its own pods";
                }

                if (!constraint.Texts("matchLabelKeys").Contains("pod-template-hash"))
                {
                    yield return $"{workload}: topologySpreadConstraints: {constraint.Text("topologyKey")}: matchLabelKeys: expected pod-template-hash: pods of the old version do not count";
                }
            }
        }
    }
}
