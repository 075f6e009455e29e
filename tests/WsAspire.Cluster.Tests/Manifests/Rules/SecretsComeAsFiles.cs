namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A secret is a file that only the pod's group reads. Exempt: Envoy's token (docs/decisions/0018).</summary>
internal sealed class SecretsComeAsFiles : IManifestRule
{
    private const string FileMode = "288"; // 0440

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var container in set.Containers)
        {
            foreach (var variable in container.Json.Items("env").Where(one => one.At("valueFrom", "secretKeyRef") is not null && one.Text("name") != "BRANCHES_TOKEN"))
            {
                yield return $"{container}: variable {variable.Text("name")}: is from a Secret, expected a file: whoever lists a process sees its variables";
            }

            if (container.Json.Items("envFrom").Any(one => one.At("secretRef") is not null))
            {
                yield return $"{container}: envFrom: has a secretRef, expected files";
            }
        }

        foreach (var workload in set.Workloads)
        {
            foreach (var volume in workload.Pod.Items("volumes"))
            {
                var source = volume.At("secret") ?? volume.At("projected");
                if (source is not null && source.Text("defaultMode") != FileMode)
                {
                    yield return $"{workload}: volume {volume.Text("name")}: defaultMode: is {source.Text("defaultMode")}, expected {FileMode} (0440)";
                }
            }

            var secret = workload.Pod.Items("volumes").Where(one => (one.At("secret") ?? one.At("projected")) is not null).Select(one => one.Text("name")).ToHashSet();
            foreach (var container in workload.Containers.Where(one => one.Json.Items("volumeMounts").Any(mount => secret.Contains(mount.Text("name")) && mount.Text("readOnly") != "true")))
            {
                yield return $"{container}: volumeMounts: secrets are mounted to be written, expected readOnly";
            }
        }
    }
}
