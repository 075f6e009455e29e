namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A ConfigMap, a Secret or a volume that a pod names is there, and the key with it.</summary>
internal sealed class ReferencesExist : IManifestRule
{
    // Secrets are in no overlay: docs/how-to/deploy.md says how they are made.
    private static readonly Dictionary<string, string[]> s_secrets = new()
    {
        ["mysql"] = ["root-password"],
        ["orders"] = ["ConnectionStrings__orders"],
        ["branches"] = ["token"],
        ["elasticsearch"] = ["output.yml"],
    };

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set) =>
        set.Containers.SelectMany(container => FaultsOfContainer(container, set))
            .Concat(set.Workloads.SelectMany(workload => FaultsOfVolumes(workload, set)))
            .Concat(set.Workloads.SelectMany(SecretUse.Of).SelectMany(use => FaultsOfSecret(use, set)));

    private static IEnumerable<string> FaultsOfContainer(Container container, ManifestSet set)
    {
        foreach (var name in container.Json.Items("envFrom").Select(one => one.Text("configMapRef", "name")).OfType<string>().Where(name => set.Find("ConfigMap", name) is null))
        {
            yield return $"{container}: envFrom: there is no ConfigMap {name}";
        }

        var volumes = container.Owner.Pod.Items("volumes").Select(one => one.Text("name"))
            .Concat(container.Owner.Spec.Items("volumeClaimTemplates").Select(one => one.Text("metadata", "name")))
            .ToHashSet();
        foreach (var name in container.Json.Items("volumeMounts").Select(one => one.Text("name")).Where(name => !volumes.Contains(name)))
        {
            yield return $"{container}: volumeMounts: the pod has no volume {name}";
        }
    }

    private static IEnumerable<string> FaultsOfVolumes(Workload workload, ManifestSet set) =>
        from volume in workload.Pod.Items("volumes")
        from source in volume.Items("projected", "sources").Append(volume)
        let map = source.Text("configMap", "name")
        where map is not null && set.Find("ConfigMap", map) is null
        select $"{workload}: volume {volume.Text("name")}: there is no ConfigMap {map}";

    private static IEnumerable<string> FaultsOfSecret(SecretUse use, ManifestSet set)
    {
        if (!s_secrets.TryGetValue(use.Name ?? "", out var keys))
        {
            yield return $"{use.Owner}: Secret {use.Name}: expected one of those that whoever deploys makes: {string.Join(", ", s_secrets.Keys)}";
        }
        else if (use.Key is not null && !keys.Contains(use.Key))
        {
            yield return $"{use.Owner}: Secret {use.Name}: key {use.Key}: expected {string.Join(", ", keys)}";
        }

        // What a branch uses has to be there already.
        if (set.Beside.Count > 0 && !set.AllWorkloads.Except(set.Workloads).SelectMany(SecretUse.Of).Any(other => other.Name == use.Name))
        {
            yield return $"{use.Owner}: Secret {use.Name}: the overlay that it is applied beside has no use for it, so it need not be there";
        }
    }
}
