namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>All is in one namespace, and that one refuses pods that may do more than the restricted Pod Security says. Exempt: one that has pods of nodes alone, which read folders of theirs; it is told what they do.</summary>
internal sealed class NamespaceIsRestricted : IManifestRule
{
    private static readonly string[] s_modes = ["enforce", "warn", "audit"];

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        if (set.AllOf("Namespace").ToArray() is not [var home])
        {
            return [$"Namespace: there are {set.AllOf("Namespace").Count()}, expected one"];
        }

        var isOfNodes = set.AllWorkloads.Any() && set.AllWorkloads.All(workload => workload.IsOfANode);
        var modes = s_modes
            .Where(mode => !isOfNodes || mode == "audit")
            .Where(mode => home.Labels.GetValueOrDefault($"pod-security.kubernetes.io/{mode}") != "restricted")
            .Select(mode => $"{home}: label pod-security.kubernetes.io/{mode}: expected restricted");
        var strays = set.Objects
            .Where(one => one.Kind != "Namespace" && one.Namespace != home.Name)
            .Select(one => $"{one}: is in the namespace '{one.Namespace}', expected {home.Name}");
        return modes.Concat(strays);
    }
}
