namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>One change of an overlay that breaks one rule.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Overlay">The overlay's name.</param>
/// <param name="Change">Changes the objects; whoever adds or takes some away returns another set.</param>
/// <param name="Expected">Part of what the rule says.</param>
internal sealed record Sample(string Rule, string Overlay, Func<ManifestSet, ManifestSet> Change, string Expected);
