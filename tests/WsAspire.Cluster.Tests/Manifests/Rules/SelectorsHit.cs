using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>What Services, budgets and network policies select is there.</summary>
internal sealed class SelectorsHit : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        var pods = set.AllWorkloads.Select(workload => workload.PodLabels).ToArray();
        foreach (var service in set.Of("Service"))
        {
            var selector = service.Spec.Map("selector");
            if (selector.Count == 0 || !pods.Any(labels => LabelSelector.TakesLabels(selector, labels)))
            {
                yield return $"{service}: selector: takes no pod, expected labels of a workload's pods";
            }
        }

        foreach (var budget in set.Of("PodDisruptionBudget").Where(one => !pods.Any(labels => LabelSelector.Takes(one.Spec.At("selector"), labels))))
        {
            yield return $"{budget}: selector: takes no pod, expected labels of a workload's pods";
        }

        foreach (var policy in set.Of("NetworkPolicy"))
        {
            foreach (var selector in SelectorsOf(policy.Spec).SelectMany(One))
            {
                if (!pods.Any(labels => LabelSelector.Takes(selector, labels)))
                {
                    yield return $"{policy}: {selector.ToJsonString()} takes no pod, expected labels of a workload's pods";
                }
            }
        }
    }

    // Pods of other namespaces are not ours to know.
    private static IEnumerable<JsonNode> SelectorsOf(JsonObject spec) =>
        spec.Items("ingress").SelectMany(rule => rule.Items("from"))
            .Concat(spec.Items("egress").SelectMany(rule => rule.Items("to")))
            .Append(spec)
            .Where(peer => peer.At("namespaceSelector") is null)
            .Select(peer => peer.At("podSelector"))
            .OfType<JsonNode>();

    // Each of several values has to be there.
    private static IEnumerable<JsonNode> One(JsonNode selector) => selector.Items("matchExpressions").SingleOrDefault() is { } expression && expression.Text("operator") == "In"
        ? expression.Texts("values").Select(value => new JsonObject { ["matchLabels"] = new JsonObject { [expression.Text("key")!] = value } })
        : [selector];
}
