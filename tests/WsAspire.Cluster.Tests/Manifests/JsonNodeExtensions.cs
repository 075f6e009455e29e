using System.Text.Json.Nodes;

namespace WsAspire.Cluster.Tests.Manifests;

/// <summary>Ways through JSON in which anything may be missing.</summary>
internal static class JsonNodeExtensions
{
    /// <summary>What is at a path of names; null where nothing is.</summary>
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    /// <summary>The objects of the list at a path; none where there is no list.</summary>
    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> names) =>
        (node.At(names) as JsonArray)?.OfType<JsonObject>() ?? [];

    /// <summary>The text, number or truth value at a path, as text; null where there is none.</summary>
    public static string? Text(this JsonNode? node, params ReadOnlySpan<string> names) => (node.At(names) as JsonValue)?.ToString();

    /// <summary>The whole number at a path; null where there is none.</summary>
    public static int? Number(this JsonNode? node, params ReadOnlySpan<string> names) => int.TryParse(node.Text(names), out var number) ? number : null;

    /// <summary>The texts of the list at a path; none where there is no list.</summary>
    public static IEnumerable<string> Texts(this JsonNode? node, params ReadOnlySpan<string> names) =>
        (node.At(names) as JsonArray)?.Select(item => item.Text() ?? "") ?? [];

    /// <summary>The texts by name of the object at a path; none where there is no object.</summary>
    public static IReadOnlyDictionary<string, string> Map(this JsonNode? node, params ReadOnlySpan<string> names) =>
        (node.At(names) as JsonObject)?.ToDictionary(pair => pair.Key, pair => pair.Value.Text() ?? "") ?? [];
}
