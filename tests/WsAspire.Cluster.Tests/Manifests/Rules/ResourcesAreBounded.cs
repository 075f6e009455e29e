namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>A container says what it needs and what it may take. There is no limit of CPU, and that is meant.</summary>
internal sealed class ResourcesAreBounded : IManifestRule
{
    private static readonly (string Where, string Name)[] s_needed =
        [("requests", "cpu"), ("requests", "memory"), ("requests", "ephemeral-storage"), ("limits", "memory"), ("limits", "ephemeral-storage")];

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set)
    {
        foreach (var container in set.Containers)
        {
            foreach (var (where, name) in s_needed.Where(one => container.Json.Text("resources", one.Where, one.Name) is null))
            {
                yield return $"{container}: resources: {where}: {name} is missing";
            }

            if (container.Json.Text("resources", "limits", "cpu") is { } limit)
            {
                yield return $"{container}: resources: limits: cpu: is {limit}, expected none: it would slow calls down while the machine idles";
            }

            foreach (var name in new[] { "memory", "ephemeral-storage" })
            {
                if (Quantity.Of(container.Json.Text("resources", "requests", name)) > Quantity.Of(container.Json.Text("resources", "limits", name)))
                {
                    yield return $"{container}: resources: {name}: the request is above the limit, expected at most that";
                }
            }
        }
    }
}
