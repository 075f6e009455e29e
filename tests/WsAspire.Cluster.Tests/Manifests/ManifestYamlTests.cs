namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Reading strictly refuses what an API server would.</summary>
[Collection<ManifestCollection>]
public sealed class ManifestYamlTests(BuiltOverlays overlays)
{
    private const string Token = "automountServiceAccountToken: false\n";

    [Theory]
    [InlineData("livenessProbe:", "livenessProb:", "Property 'livenessProb' not found on type 'k8s.Models.V1Container'")]
    [InlineData($"    spec:\n      {Token}", $"    {Token}    spec:\n", "Property 'automountServiceAccountToken' not found on type 'k8s.Models.V1PodTemplateSpec'")]
    [InlineData("  minReadySeconds: 5\n", "  minReadySeconds: 5\n  minReadySeconds: 5\n", "duplicate key minReadySeconds")]
    [InlineData("containerPort: 8080", "containerPort: many", "'many' was not in a correct format")]
    [InlineData("cpu: 100m", "cpu: 1cores", "cannot be converted to fraction")]
    [InlineData("backendRefs:", "backends:", "Property 'backends' not found")]
    [InlineData("kind: HTTPRoute", "kind: HTTPRoutes", "'gateway.networking.k8s.io/v1/HTTPRoutes' was not present")]
    public void Reading_Refuses(string good, string bad, string expected)
    {
        var yaml = overlays.YamlOf("production");
        var at = yaml.IndexOf(good, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the overlay has no {good}");

        var fault = Record.Exception(() => ManifestYaml.ReadStrictly(yaml[..at] + bad + yaml[(at + good.Length)..]));

        Assert.Contains(expected, $"{fault?.Message} {fault?.InnerException?.Message}", StringComparison.Ordinal);
    }
}
