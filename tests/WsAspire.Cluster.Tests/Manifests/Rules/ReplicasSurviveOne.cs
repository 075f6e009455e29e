namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A workload goes on when one of its pods is gone. Exempt: the database, and what a branch has of its own.</summary>
internal sealed class ReplicasSurviveOne : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var workload in set.Workloads.Where(workload => workload.IsDeployment))
        {
            var isScaled = set.Of("HorizontalPodAutoscaler").Any(scaler => scaler.Spec.Text("scaleTargetRef", "name") == workload.Name);
            var least = workload.IsOfABranch ? 1 : 2;
            switch (workload.Spec.Number("replicas"))
            {
                case { } replicas when isScaled:
                    yield return $"{workload}: replicas: is {replicas}, expected none beside a HorizontalPodAutoscaler: every apply would undo what that one did";
                    break;
                case var replicas when !isScaled && (replicas ?? 1) < least:
                    yield return $"{workload}: replicas: is {replicas ?? 1}, expected {least} or more";
                    break;
            }
        }
    }
}
