namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Every overlay, as kustomize builds it, without a cluster.</summary>
[Collection<ManifestCollection>]
public sealed class OverlayTests(BuiltOverlays overlays)
{
    [Theory]
    [MemberData(nameof(BuiltOverlays.Names), MemberType = typeof(BuiltOverlays))]
    public void Overlay_HasOnlyFieldsThatKubernetesKnows(string name)
    {
        var objects = ManifestYaml.ReadStrictly(overlays.YamlOf(name));

        Assert.Equal(overlays.Of(name).Objects.Count, objects.Count);
    }

    [Theory]
    [MemberData(nameof(BuiltOverlays.Names), MemberType = typeof(BuiltOverlays))]
    public void Overlay_KeepsEveryRule(string name)
    {
        var faults = ManifestRules.FaultsOf(overlays.Of(name));

        Assert.True(faults.Count == 0, string.Join('\n', faults.Select(one => $"{one.Rule}: {one.Fault}")));
    }
}
