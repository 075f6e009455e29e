namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>Each service has an account of its own, which can do nothing at the API server.</summary>
internal sealed class AccountsAreTheirOwn : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var workload in set.Workloads)
        {
            var account = workload.Pod.Text("serviceAccountName");
            if (account is null or "default" || set.Find("ServiceAccount", account) is not { } found)
            {
                yield return $"{workload}: serviceAccountName: is '{account}', expected a ServiceAccount that is there";
            }
            else if (found.Json.Text("automountServiceAccountToken") != "false")
            {
                yield return $"{found}: automountServiceAccountToken: expected false";
            }

            // Pods of a branch are under the name of their service.
            if (account != workload.PodLabels.GetValueOrDefault("app.kubernetes.io/name") && account is not null and not "default")
            {
                yield return $"{workload}: serviceAccountName: is '{account}', expected the one of its service, {workload.PodLabels.GetValueOrDefault("app.kubernetes.io/name")}";
            }

            foreach (var name in new[] { "automountServiceAccountToken", "enableServiceLinks" }.Where(name => workload.Pod.Text(name) != "false"))
            {
                yield return $"{workload}: {name}: expected false";
            }
        }

        foreach (var account in set.Of("ServiceAccount").Where(one => set.AllWorkloads.All(workload => workload.Pod.Text("serviceAccountName") != one.Name)))
        {
            yield return $"{account}: no pod has it, expected one that does or no such account";
        }
    }
}
