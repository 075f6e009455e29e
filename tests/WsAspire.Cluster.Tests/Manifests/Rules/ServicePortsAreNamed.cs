namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A port of a Service has a name, and says what is spoken there: proxies and Gateway API go by it.</summary>
internal sealed class ServicePortsAreNamed : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var service in set.Of("Service"))
        {
            if (!service.Spec.Items("ports").Any())
            {
                yield return $"{service}: ports is missing";
            }

            foreach (var port in service.Spec.Items("ports"))
            {
                foreach (var name in new[] { "name", "appProtocol", "protocol", "targetPort" }.Where(name => port.Text(name) is null))
                {
                    yield return $"{service}: port {port.Text("port")}: {name} is missing";
                }
            }

            // A load balancer would be a second way in, past the gateway.
            if (service.Spec.Text("type") is not ("ClusterIP" or "NodePort") || service.Spec.At("externalIPs") is not null)
            {
                yield return $"{service}: type: is {service.Spec.Text("type")}, expected ClusterIP: who comes in from outside is the gateway's matter";
            }
        }
    }
}
