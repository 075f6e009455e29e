namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A quota of the namespace holds all pods at their most, while one version takes the place of another.</summary>
internal sealed class QuotasAreEnough : IManifestRule
{
    private static readonly string[] s_amounts = ["requests.cpu", "requests.memory", "limits.memory"];

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var quota in set.Of("ResourceQuota"))
        {
            var pods = set.AllWorkloads.Sum(workload => Most(workload, set));
            if (Quantity.Of(quota.Spec.Text("hard", "pods")) < pods)
            {
                yield return $"{quota}: pods: is {quota.Spec.Text("hard", "pods")}, expected {pods} or more";
            }

            foreach (var name in s_amounts)
            {
                var needed = set.AllWorkloads.Sum(workload => Most(workload, set) * Needs(workload, name.Split('.')));
                if (Quantity.Of(quota.Spec.Text("hard", name)) < needed)
                {
                    yield return $"{quota}: {name}: is {quota.Spec.Text("hard", name)}, expected {needed} or more";
                }
            }
        }
    }

    private static int Most(Workload workload, ManifestSet set) =>
        (set.AllOf("HorizontalPodAutoscaler").FirstOrDefault(scaler => scaler.Spec.Text("scaleTargetRef", "name") == workload.Name)?.Spec.Number("maxReplicas") ?? workload.Spec.Number("replicas") ?? 1)
        + (workload.IsDeployment ? 1 : 0);

    // Containers run together; those that run before them do so one by one.
    private static decimal Needs(Workload workload, string[] name) => Math.Max(
        workload.MainContainers.Sum(container => Amount(container, name)),
        workload.Containers.Where(container => container.IsInit).Select(container => Amount(container, name)).DefaultIfEmpty().Max());

    private static decimal Amount(Container container, string[] name) => Quantity.Of(container.Json.Text("resources", name[0], name[1])) ?? 0;
}
