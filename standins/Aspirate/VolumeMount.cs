using System.Text.Json.Nodes;

namespace Aspirate;

/// <summary>A volume of a container.</summary>
/// <param name="Name">Its name in Kubernetes.</param>
/// <param name="Target">Where the container sees it.</param>
internal sealed record VolumeMount(string Name, string Target)
{
    /// <summary>Reads the volumes of a resource.</summary>
    /// <exception cref="AspirateException">A volume has no target.</exception>
    public static IReadOnlyList<VolumeMount> Of(ManifestResource resource) => [.. resource.Objects("volumes").Select(volume => Of(resource, volume))];

    private static VolumeMount Of(ManifestResource resource, JsonObject volume)
    {
        var target = resource.TextOf(volume["target"], "volumes.target");
        var name = volume["name"] is { } given ? resource.TextOf(given, "volumes.name") : $"{resource.Name}-{target}";
        return new VolumeMount(name.Replace('/', '-').Replace('.', '-').Replace("--", "-", StringComparison.Ordinal).ToLowerInvariant(), target);
    }
}
