namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>As many pods as the load wants, within bounds, and not fewer again at the first calm.</summary>
internal sealed class ScalersAreBounded : IManifestRule
{
    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var scaler in set.Of("HorizontalPodAutoscaler"))
        {
            var (least, most) = (scaler.Spec.Number("minReplicas") ?? 1, scaler.Spec.Number("maxReplicas") ?? 0);
            if (least < 2)
            {
                yield return $"{scaler}: minReplicas: is {least}, expected 2 or more";
            }

            if (most <= least)
            {
                yield return $"{scaler}: maxReplicas: is {most}, expected more than minReplicas, {least}";
            }

            if (scaler.Spec.Number("behavior", "scaleDown", "stabilizationWindowSeconds") is not >= 300)
            {
                yield return $"{scaler}: behavior: scaleDown: stabilizationWindowSeconds: expected 300 or more";
            }

            if (scaler.Json.Text("apiVersion") != "autoscaling/v2")
            {
                yield return $"{scaler}: apiVersion: expected autoscaling/v2";
            }
        }
    }
}
