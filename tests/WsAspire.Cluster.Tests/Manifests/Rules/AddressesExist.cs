using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>An address in a setting is that of a Service and of a port that it has, and network policies let the pods that have the setting go there.</summary>
internal sealed class AddressesExist : IManifestRule
{
    private static readonly Regex s_address = new("^https?://(?<host>[a-z][a-z0-9-]*):(?<port>[0-9]+)/?$");

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var container in set.Containers)
        {
            foreach (var (key, value) in container.Json.Items("envFrom").SelectMany(one => set.Find("ConfigMap", one.Text("configMapRef", "name"))?.Json.Map("data") ?? new Dictionary<string, string>()))
            {
                if (s_address.Match(value) is not { Success: true } address)
                {
                    continue;
                }

                var service = set.Find("Service", address.Groups["host"].Value);
                var port = service?.Spec.Items("ports").FirstOrDefault(one => one.Text("port") == address.Groups["port"].Value);
                if (port is null)
                {
                    yield return $"{container}: {key}: is {value}, expected a Service and a port that it has";
                }
                else if (FindWall(container.Owner, service!, port, set) is { } wall)
                {
                    yield return $"{container}: {key}: is {value}, and {wall}";
                }
            }
        }
    }

    private static string? FindWall(Workload caller, KubeObject service, JsonObject port, ManifestSet set)
    {
        foreach (var callee in set.AllWorkloads.Where(one => LabelSelector.TakesLabels(service.Spec.Map("selector"), one.PodLabels)))
        {
            var target = callee.MainContainers.SelectMany(one => one.Json.Items("ports"))
                .FirstOrDefault(one => one.Text("name") == port.Text("targetPort") || one.Text("containerPort") == port.Text("targetPort")).Text("containerPort");
            foreach (var (one, other, way, peers) in new[] { (caller, callee, "egress", "to"), (callee, caller, "ingress", "from") })
            {
                var rules = set.AllOf("NetworkPolicy").Where(policy => LabelSelector.Takes(policy.Spec.At("podSelector"), one.PodLabels)).SelectMany(policy => policy.Spec.Items(way));
                if (!rules.Any(rule => rule.Items("ports").Any(open => open.Text("port") == target) && IsFor(rule, peers, other)))
                {
                    return $"no NetworkPolicy of {one} has {way} for {other} at {target}";
                }
            }
        }

        return null;
    }

    private static bool IsFor(JsonObject rule, string peers, Workload other) =>
        rule.At(peers) is null || rule.Items(peers).Any(peer => peer.At("namespaceSelector") is null && LabelSelector.Takes(peer.At("podSelector"), other.PodLabels));
}
