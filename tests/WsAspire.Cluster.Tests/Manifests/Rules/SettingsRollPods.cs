using System.Text.RegularExpressions;

namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A changed setting makes a new ConfigMap, and so new pods: the name ends in a hash of what is in it.</summary>
internal sealed class SettingsRollPods : IManifestRule
{
    private static readonly Regex s_hash = new("-[bcdfghkmt2456789]{10}$");

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set) =>
        set.Of("ConfigMap").Where(map => !s_hash.IsMatch(map.Name)).Select(map => $"{map}: its name has no hash, expected one as kustomize's generator adds")
            .Concat(set.Of("ConfigMap").Where(map => !IsUsed(map, set)).Select(map => $"{map}: no pod has it, expected one that does or no such ConfigMap"));

    private static bool IsUsed(KubeObject map, ManifestSet set) => set.Containers.Any(one => one.Json.Items("envFrom").Any(from => from.Text("configMapRef", "name") == map.Name))
        || set.Workloads.Any(workload => workload.Pod.Items("volumes").Any(volume => volume.Text("configMap", "name") == map.Name));
}
