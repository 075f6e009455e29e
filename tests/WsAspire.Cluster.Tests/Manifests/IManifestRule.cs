namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Something that must hold in every overlay. Its name says what.</summary>
internal interface IManifestRule
{
    /// <summary>Looks for what is against it.</summary>
    /// <returns>A line for each fault: the object, what is wrong, and what would be right. None where it holds.</returns>
    IEnumerable<string> Faults(ManifestSet set);
}
