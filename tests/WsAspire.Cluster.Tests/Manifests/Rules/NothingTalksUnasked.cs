using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>Nothing talks to anything but for what is named: all is denied both ways, and each pod has a policy of its own.</summary>
internal sealed class NothingTalksUnasked : IManifestRule
{
    private static readonly string[] s_bothWays = ["Egress", "Ingress"];

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        var policies = set.AllOf("NetworkPolicy").ToArray();
        if (!policies.Any(IsDefaultDeny))
        {
            yield return "NetworkPolicy: none denies all, expected one with an empty podSelector, both policyTypes, and no rules";
        }

        foreach (var workload in set.Workloads)
        {
            if (!policies.Any(policy => !TakesAll(policy) && policy.Spec.At("ingress") is not null && LabelSelector.Takes(policy.Spec.At("podSelector"), workload.PodLabels)))
            {
                yield return $"{workload}: no NetworkPolicy says who may call it, expected one of its own";
            }
        }

        foreach (var policy in set.Of("NetworkPolicy"))
        {
            if (!policy.Spec.Texts("policyTypes").Any())
            {
                yield return $"{policy}: policyTypes is missing: what it denies would depend on what it allows";
            }

            foreach (var (way, peers) in new[] { ("ingress", "from"), ("egress", "to") })
            {
                foreach (var rule in policy.Spec.Items(way))
                {
                    if (rule.At("ports") is null)
                    {
                        yield return $"{policy}: {way}: ports is missing, expected those that are needed";
                    }

                    if (rule.At(peers) is null && !IsBehindANodePort(policy, set))
                    {
                        yield return $"{policy}: {way}: {peers} is missing, expected who it is meant for";
                    }
                }
            }
        }
    }

    private static bool IsDefaultDeny(KubeObject policy) =>
        TakesAll(policy) && policy.Spec.Texts("policyTypes").Order(StringComparer.Ordinal).SequenceEqual(s_bothWays) && policy.Spec.At("ingress") is null && policy.Spec.At("egress") is null;

    // Through a node's port anybody comes, under the node's address.
    private static bool IsBehindANodePort(KubeObject policy, ManifestSet set) =>
        set.AllOf("Service").Any(service => service.Spec.Text("type") == "NodePort"
            && set.Workloads.Any(workload => LabelSelector.TakesLabels(service.Spec.Map("selector"), workload.PodLabels) && LabelSelector.Takes(policy.Spec.At("podSelector"), workload.PodLabels)));

    private static bool TakesAll(KubeObject policy) => policy.Spec.At("podSelector") is JsonObject { Count: 0 };
}
