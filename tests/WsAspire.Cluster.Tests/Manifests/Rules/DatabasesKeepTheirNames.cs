namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A StatefulSet's pods are found by name: its Service is headless and takes them, and they keep their data.</summary>
internal sealed class DatabasesKeepTheirNames : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var workload in set.Workloads.Where(workload => workload.IsStatefulSet))
        {
            var service = set.Find("Service", workload.Spec.Text("serviceName"));
            if (service?.Spec.Text("clusterIP") != "None" || !LabelSelector.TakesLabels(service.Spec.Map("selector"), workload.PodLabels))
            {
                yield return $"{workload}: serviceName: is '{workload.Spec.Text("serviceName")}', expected a Service with clusterIP None that takes its pods";
            }

            var claims = workload.Spec.Items("volumeClaimTemplates").Select(claim => claim.Text("metadata", "name")).ToHashSet();
            if (!workload.MainContainers.Any(container => container.Json.Items("volumeMounts").Any(mount => claims.Contains(mount.Text("name")))))
            {
                yield return $"{workload}: volumeClaimTemplates: none is mounted, expected one for its data";
            }
        }
    }
}
