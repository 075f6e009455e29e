namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A node can be emptied, one pod after another, also when pods of ours are ill. Exempt: what a branch has of its own, and pods of nodes, which stay on theirs while it is emptied.</summary>
internal sealed class BudgetsDoNotBlock : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var workload in set.Workloads)
        {
            var budgets = set.AllOf("PodDisruptionBudget").Where(one => LabelSelector.Takes(one.Spec.At("selector"), workload.PodLabels)).ToArray();
            var expected = workload.IsOfABranch || workload.IsOfANode ? 0 : 1;
            if (budgets.Length != expected)
            {
                yield return $"{workload}: has {budgets.Length} PodDisruptionBudgets, expected {expected}";
            }
        }

        foreach (var budget in set.Of("PodDisruptionBudget"))
        {
            if (budget.Spec.At("minAvailable") is not null || budget.Spec.Number("maxUnavailable") is not >= 1)
            {
                yield return $"{budget}: expected maxUnavailable 1 or more, and no minAvailable: that one blocks where there are too few pods";
            }

            if (budget.Spec.Text("unhealthyPodEvictionPolicy") != "AlwaysAllow")
            {
                yield return $"{budget}: unhealthyPodEvictionPolicy: expected AlwaysAllow: a pod that never gets ready must not keep its node";
            }
        }
    }
}
