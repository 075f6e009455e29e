namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A branch's overlay has pods and their settings, and changes nothing that is there: to remove it harms nobody.</summary>
internal sealed class BranchesShareNothing : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        if (set.Beside.Count == 0)
        {
            yield break;
        }

        foreach (var one in set.Objects.Where(one => one.Kind is not ("Deployment" or "ConfigMap")))
        {
            yield return $"{one}: a branch has it, expected Deployments and ConfigMaps alone";
        }

        foreach (var one in set.Objects.Where(one => set.Beside.Any(other => other.Kind == one.Kind && other.Name == one.Name)))
        {
            yield return $"{one}: there is one of this name beside it, expected a name of the branch's own";
        }

        foreach (var workload in set.Workloads.Where(workload => !workload.IsOfABranch))
        {
            yield return $"{workload}: label branch of its pods: expected the branch";
        }

        // Else the proxy's callers would get pods of a branch without having asked for it.
        foreach (var service in set.AllOf("Service"))
        {
            foreach (var workload in set.Workloads.Where(workload => LabelSelector.TakesLabels(service.Spec.Map("selector"), workload.PodLabels)))
            {
                yield return $"{workload}: its pods are taken by {service}, expected by no Service";
            }
        }
    }
}
