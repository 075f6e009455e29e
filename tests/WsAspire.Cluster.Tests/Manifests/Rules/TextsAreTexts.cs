using System.Text.Json;
using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests.Rules;

/// <summary>Where Kubernetes wants a text, true and 1 are none: KubernetesClient takes them, an API server does not.</summary>
internal sealed class TextsAreTexts : IManifestRule
{
    private static readonly string[] s_maps = ["labels", "annotations", "matchLabels", "data", "hard"];

    /// <inheritdoc/>
    public IEnumerable<string> Faults(ManifestSet set) =>
        set.Objects.SelectMany(one => Walk(one.Json, "").Select(path => $"{one}: {path}: is no text, expected quotes around it"));

    private static IEnumerable<string> Walk(JsonNode? node, string path) => node switch
    {
        JsonObject map => map.SelectMany(pair => IsWrong(path, pair.Key, pair.Value) ? [$"{path}{pair.Key}"] : Walk(pair.Value, $"{path}{pair.Key}: ")),
        JsonArray list => list.SelectMany(item => Walk(item, path)),
        _ => [],
    };

    private static bool IsWrong(string path, string key, JsonNode? value) =>
        value?.GetValueKind() is not (null or JsonValueKind.String or JsonValueKind.Object or JsonValueKind.Array)
        && (s_maps.Any(map => path.EndsWith($"{map}: ", StringComparison.Ordinal)) || (key == "value" && path.EndsWith("env: ", StringComparison.Ordinal)));
}
