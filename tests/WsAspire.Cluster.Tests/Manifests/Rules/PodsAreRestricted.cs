namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A pod may do nothing that it need not: restricted Pod Security, and a root file system that nothing writes to. Exempt: what reads the logs of a node (docs/how-to/deploy.md) is its root, without root's capabilities, and has a folder there.</summary>
internal sealed class PodsAreRestricted : IManifestRule
{
    private const int LeastUser = 10000;

    // What is read there, and what is kept.
    private static readonly string[] s_foldersOfNodes = ["/var/log", "/var/lib/ws-filebeat"];

    private static readonly string[] s_hostFields = ["hostNetwork", "hostPID", "hostIPC"];

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set) => set.Workloads.SelectMany(FaultsOfPod).Concat(set.Containers.SelectMany(FaultsOfContainer));

    private static IEnumerable<string> FaultsOfPod(Workload workload)
    {
        var security = workload.Pod.At("securityContext");
        if (security.Text("runAsNonRoot") != "true" && !workload.IsOfANode)
        {
            yield return $"{workload}: securityContext: runAsNonRoot: expected true";
        }

        foreach (var name in new[] { "runAsUser", "runAsGroup" }.Where(name => security.Number(name) is not > LeastUser && !(workload.IsOfANode && name == "runAsUser")))
        {
            yield return $"{workload}: securityContext: {name}: expected more than {LeastUser}, where no user of a node is";
        }

        if (security.Text("seccompProfile", "type") != "RuntimeDefault")
        {
            yield return $"{workload}: securityContext: seccompProfile: type: expected RuntimeDefault";
        }

        foreach (var name in s_hostFields.Where(name => workload.Pod.At(name) is not null))
        {
            yield return $"{workload}: {name}: expected none";
        }

        foreach (var volume in workload.Pod.Items("volumes"))
        {
            if (volume.At("hostPath") is { } folder && !(workload.IsOfANode && s_foldersOfNodes.Contains(folder.Text("path"))))
            {
                yield return $"{workload}: volume {volume.Text("name")}: hostPath: expected none";
            }

            if (volume.At("emptyDir") is not null && volume.Text("emptyDir", "sizeLimit") is null)
            {
                yield return $"{workload}: volume {volume.Text("name")}: emptyDir: sizeLimit is missing";
            }
        }
    }

    private static IEnumerable<string> FaultsOfContainer(Container container)
    {
        var security = container.Json.At("securityContext");
        (string Name, string Expected)[] wanted = [("allowPrivilegeEscalation", "false"), ("readOnlyRootFilesystem", "true"), ("privileged", "false")];
        foreach (var (name, expected) in wanted.Where(one => security.Text(one.Name) != one.Expected))
        {
            yield return $"{container}: securityContext: {name}: expected {expected}";
        }

        if (!security.Texts("capabilities", "drop").SequenceEqual(["ALL"]) || security.At("capabilities", "add") is not null)
        {
            yield return $"{container}: securityContext: capabilities: expected drop [ALL] and no add";
        }

        foreach (var name in new[] { "runAsUser", "runAsNonRoot", "seccompProfile", "procMount" }.Where(name => security.At(name) is not null))
        {
            yield return $"{container}: securityContext: {name}: expected none, the pod's holds";
        }

        var logs = container.Owner.Pod.Items("volumes").Where(volume => volume.Text("hostPath", "path") == s_foldersOfNodes[0]).Select(volume => volume.Text("name")).ToHashSet();
        foreach (var mount in container.Json.Items("volumeMounts").Where(mount => logs.Contains(mount.Text("name")) && mount.Text("readOnly") != "true"))
        {
            yield return $"{container}: volumeMounts: {mount.Text("name")}: logs of the node are mounted to be written, expected readOnly";
        }

        foreach (var port in container.Json.Items("ports").Where(port => port.At("hostPort") is not null))
        {
            yield return $"{container}: port {port.Text("name")}: hostPort: expected none";
        }
    }
}
