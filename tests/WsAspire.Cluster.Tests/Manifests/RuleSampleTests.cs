namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Each rule finds what is against it, and no other rule does.</summary>
[Collection<ManifestCollection>]
public sealed class RuleSampleTests(BuiltOverlays overlays)
{
    /// <summary>The names of all rules.</summary>
    public static TheoryData<string> Rules { get; } = [.. ManifestRules.All.Select(rule => rule.GetType().Name)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rule_FindsEachOfItsSamples_AndNoOtherDoes(string rule)
    {
        var samples = RuleSamples.All.Where(sample => sample.Rule == rule).ToArray();
        Assert.NotEmpty(samples);

        var wrong = samples.Select(WhatIsWrong).OfType<string>();

        Assert.True(!wrong.Any(), string.Join('\n', wrong));
    }

    [Fact]
    public void Rules_TakeADigest()
    {
        var digest = $"registry.example.com:5000/ws/ws-order@sha256:{new string('a', 64)}";
        var set = overlays.Of("production").Copy().With("Deployment/ws-order", "/spec/template/spec/containers/0/image", $"\"{digest}\"");

        Assert.Empty(ManifestRules.FaultsOf(set));
    }

    [Fact]
    public void EveryRule_IsInTheList()
    {
        var rules = typeof(IManifestRule).Assembly.GetTypes().Where(type => type.IsClass && type.IsAssignableTo(typeof(IManifestRule)));

        Assert.Equal(rules.Select(type => type.Name).Order(StringComparer.Ordinal), ManifestRules.All.Select(rule => rule.GetType().Name).Order(StringComparer.Ordinal));
    }

    private string? WhatIsWrong(Sample sample)
    {
        var faults = ManifestRules.FaultsOf(sample.Change(overlays.Of(sample.Overlay).Copy()));
        return faults.Any(one => one.Fault.Contains(sample.Expected, StringComparison.Ordinal)) && faults.All(one => one.Rule == sample.Rule)
            ? null
            : $"expected {sample.Rule} alone with …{sample.Expected}…, got:\n  {string.Join("\n  ", faults.Select(one => $"{one.Rule}: {one.Fault}").DefaultIfEmpty("nothing"))}";
    }
}
