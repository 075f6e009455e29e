namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A new version comes one pod at a time, none is missing meanwhile, and a rollout that hangs is said.</summary>
internal sealed class UpdatesMissNoPod : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var workload in set.Workloads)
        {
            if (workload.Spec.Number("revisionHistoryLimit") is not (>= 1 and <= 10))
            {
                yield return $"{workload}: revisionHistoryLimit: expected 1 to 10";
            }

            if (!workload.IsDeployment)
            {
                continue;
            }

            if (workload.Spec.Text("strategy", "type") != "RollingUpdate"
                || workload.Spec.Text("strategy", "rollingUpdate", "maxUnavailable") != "0"
                || workload.Spec.Number("strategy", "rollingUpdate", "maxSurge") is not >= 1)
            {
                yield return $"{workload}: strategy: expected RollingUpdate with maxUnavailable 0 and maxSurge 1";
            }

            if (workload.Spec.Number("minReadySeconds") is not (>= 5 and <= 30))
            {
                yield return $"{workload}: minReadySeconds: expected 5 to 30";
            }

            if (workload.Spec.Number("progressDeadlineSeconds") is not (>= 60 and <= 300))
            {
                yield return $"{workload}: progressDeadlineSeconds: expected 60 to 300";
            }
        }
    }
}
