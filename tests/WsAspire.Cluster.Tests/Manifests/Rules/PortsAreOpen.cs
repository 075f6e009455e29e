using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A port that is named or numbered anywhere is one that a container has.</summary>
internal sealed class PortsAreOpen : IManifestRule
{
    private static readonly string[] s_probes = ["startupProbe", "readinessProbe", "livenessProbe"];

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set) =>
        set.Of("Service").SelectMany(service => FaultsOfService(service, set))
            .Concat(set.Workloads.SelectMany(workload => workload.MainContainers).SelectMany(FaultsOfProbes))
            .Concat(set.Of("NetworkPolicy").SelectMany(policy => FaultsOfPolicy(policy, set)));

    private static IEnumerable<string> FaultsOfService(KubeObject service, ManifestSet set) =>
        from port in service.Spec.Items("ports")
        let target = port.Text("targetPort") ?? port.Text("port")
        from workload in set.AllWorkloads.Where(workload => LabelSelector.TakesLabels(service.Spec.Map("selector"), workload.PodLabels))
        where !workload.MainContainers.Any(container => container.Opens(target))
        select $"{service}: port {port.Text("name")}: targetPort: is {target}, expected a port of {workload}";

    private static IEnumerable<string> FaultsOfProbes(Container container) =>
        from probe in s_probes
        let asked = container.Json.At(probe)
        where asked is not null
        let port = asked.Text("httpGet", "port") ?? asked.Text("grpc", "port") ?? asked.Text("tcpSocket", "port")
        where port is not null && !container.Opens(port)
        select $"{container}: {probe}: port: is {port}, expected one of its own";

    private static IEnumerable<string> FaultsOfPolicy(KubeObject policy, ManifestSet set)
    {
        var own = Pods(set, policy.Spec.At("podSelector"));
        var ingress = policy.Spec.Items("ingress").Select(rule => (Way: "ingress", Rule: rule, Pods: own));
        var egress = policy.Spec.Items("egress")
            .Where(rule => rule.Items("to").All(peer => peer.At("podSelector") is not null && peer.At("namespaceSelector") is null))
            .Select(rule => (Way: "egress", Rule: rule, Pods: rule.Items("to").SelectMany(peer => Pods(set, peer.At("podSelector"))).ToArray()));
        return from one in ingress.Concat(egress)
               from port in one.Rule.Items("ports").Select(port => port.Text("port"))
               where one.Pods.Length > 0 && !one.Pods.Any(workload => workload.MainContainers.Any(container => container.Opens(port)))
               select $"{policy}: {one.Way}: port {port}: none of {string.Join(", ", one.Pods.Select(workload => workload.Name).Distinct())} has it";
    }

    private static Workload[] Pods(ManifestSet set, JsonNode? selector) => [.. set.AllWorkloads.Where(workload => LabelSelector.Takes(selector, workload.PodLabels))];
}
