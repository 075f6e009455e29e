namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A workload, a Service and a budget take their own pods, and nobody else's.</summary>
internal sealed class SelectorsTakeOwnPods : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set) => set.Workloads.SelectMany(workload => FaultsOf(workload, set));

    private static IEnumerable<string> FaultsOf(Workload workload, ManifestSet set)
    {
        var selector = workload.Spec.At("selector");
        if (selector.Map("matchLabels").Count == 0 || !LabelSelector.Takes(selector, workload.PodLabels))
        {
            yield return $"{workload}: selector: takes none of its own pods or everything, expected labels of its template";
            yield break;
        }

        foreach (var other in set.AllWorkloads.Where(other => other.Object != workload.Object))
        {
            if (LabelSelector.Takes(selector, other.PodLabels))
            {
                yield return $"{workload}: selector: takes pods of {other} too, expected its own alone";
            }

            // Else requests of test, or its pods' lives, would depend on a branch.
            if (workload.IsOfABranch && LabelSelector.Takes(other.Spec.At("selector"), workload.PodLabels))
            {
                yield return $"{workload}: its pods are taken by the selector of {other}, expected by its own alone";
            }
        }
    }
}
