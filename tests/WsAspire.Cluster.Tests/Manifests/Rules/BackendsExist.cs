namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>What is scaled, and what is reached from outside, is there.</summary>
internal sealed class BackendsExist : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var scaler in set.Of("HorizontalPodAutoscaler"))
        {
            var target = scaler.Spec.At("scaleTargetRef");
            if (set.Find(target.Text("kind") ?? "", target.Text("name")) is not { } found || found.Json.Text("apiVersion") != target.Text("apiVersion"))
            {
                yield return $"{scaler}: scaleTargetRef: there is no {target.Text("kind")} {target.Text("name")} of {target.Text("apiVersion")}";
            }
        }

        foreach (var ingress in set.Of("Ingress"))
        {
            if (ingress.Spec.Text("ingressClassName") is null)
            {
                yield return $"{ingress}: ingressClassName is missing: every controller of the cluster could take it";
            }

            foreach (var service in ingress.Spec.Items("rules").SelectMany(rule => rule.Items("http", "paths")).Select(path => path.At("backend", "service")))
            {
                if (!Has(set, service.Text("name"), service.Text("port", "name") ?? service.Text("port", "number")))
                {
                    yield return $"{ingress}: backend: there is no Service {service.Text("name")} with the port {service.At("port")?.ToJsonString()}";
                }
            }
        }

        foreach (var route in set.Of("HTTPRoute"))
        {
            foreach (var backend in route.Spec.Items("rules").SelectMany(rule => rule.Items("backendRefs")))
            {
                // Gateway API takes the number alone.
                if (!int.TryParse(backend.Text("port"), out _) || !Has(set, backend.Text("name"), backend.Text("port")))
                {
                    yield return $"{route}: backendRefs: there is no Service {backend.Text("name")} with the port {backend.Text("port")}";
                }
            }
        }
    }

    private static bool Has(ManifestSet set, string? name, string? port) =>
        set.Find("Service", name)?.Spec.Items("ports").Any(one => port is not null && (one.Text("name") == port || one.Text("port") == port)) == true;
}
