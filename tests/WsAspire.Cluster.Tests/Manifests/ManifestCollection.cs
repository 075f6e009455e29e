namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Tests that look at the same built overlays.</summary>
[CollectionDefinition]
public sealed class ManifestCollection : ICollectionFixture<BuiltOverlays>;
