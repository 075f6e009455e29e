using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Changes of objects, for samples.</summary>
internal static class ManifestSetExtensions
{
    /// <summary>Sets a value of an object.</summary>
    /// <param name="set">Where the object is.</param>
    /// <param name="name">The object, as <c>Deployment/ws-order</c>; of a ConfigMap the name before the hash.</param>
    /// <param name="pointer">A JSON pointer (RFC 6901); <c>-</c> adds to a list.</param>
    /// <param name="json">The value as JSON; null removes what is there.</param>
    /// <returns>The same set.</returns>
    /// <exception cref="ArgumentException">There is nothing at the pointer to set or remove.</exception>
    public static ManifestSet With(this ManifestSet set, string name, string pointer, string? json)
    {
        var steps = pointer[1..].Split('/').Select(step => step.Replace("~1", "/", StringComparison.Ordinal)).ToArray();
        JsonNode? node = set.Named(name).Json;
        foreach (var step in steps[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(step, null)] : node?[step];
        }

        switch (node, steps[^1])
        {
            case (JsonArray list, "-") when json is not null:
                list.Add(JsonNode.Parse(json));
                break;
            case (JsonObject map, var key) when json is not null:
                map[key] = JsonNode.Parse(json);
                break;
            case (JsonObject map, var key) when map.Remove(key):
                break;
            case (JsonArray list, var index) when json is null:
                list.RemoveAt(int.Parse(index, null));
                break;
            case (JsonArray list, var index):
                list[int.Parse(index, null)] = JsonNode.Parse(json);
                break;
            default:
                throw new ArgumentException($"{name} has nothing at {pointer}", nameof(pointer));
        }

        return set;
    }

    /// <summary>The same for an object beside the set.</summary>
    public static ManifestSet WithBeside(this ManifestSet set, string name, string pointer, string? json)
    {
        new ManifestSet(set.Beside, []).With(name, pointer, json);
        return set;
    }

    /// <summary>The set without an object.</summary>
    public static ManifestSet Without(this ManifestSet set, string name)
    {
        var one = set.Named(name);
        return set with { Objects = [.. set.Objects.Where(other => other != one)] };
    }

    /// <summary>The set with one more object, given as YAML.</summary>
    public static ManifestSet And(this ManifestSet set, string yaml) => set with { Objects = [.. set.Objects, .. ManifestYaml.Read(yaml)] };

    private static KubeObject Named(this ManifestSet set, string name) => name.Split('/') is [var kind, var own]
        ? set.Objects.Single(one => one.Kind == kind && (one.Name == own || (kind == "ConfigMap" && one.Name.StartsWith(own + "-", StringComparison.Ordinal))))
        : throw new ArgumentException($"expected KIND/NAME, got '{name}'", nameof(name));
}
