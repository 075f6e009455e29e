using System.Text.Json.Nodes;

namespace Aspirate;

/// <summary>A resource of a manifest. What it is asked for and has in another form is an error that names it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, such as <c>project.v0</c>.</param>
/// <param name="Json">All of it.</param>
internal sealed record ManifestResource(string Name, string Type, JsonObject Json)
{
    /// <summary>Reads a text; null where there is none.</summary>
    public string? Text(string key) => Json[key] is { } node ? TextOf(node, key) : null;

    /// <summary>Reads a list of texts; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string key) => Json[key] switch
    {
        null => [],
        JsonArray array => [.. array.Select(node => TextOf(node, key))],
        var other => throw Unexpected(key, "a list", other),
    };

    /// <summary>Reads the members of an object, in their order; empty where there is none.</summary>
    public IEnumerable<(string Key, JsonNode? Value)> Members(string key) => Json[key] switch
    {
        null => [],
        JsonObject members => members.Select(member => (member.Key, member.Value)),
        var other => throw Unexpected(key, "an object", other),
    };

    /// <summary>Reads a list of objects; empty where there is none.</summary>
    public IReadOnlyList<JsonObject> Objects(string key) => Json[key] switch
    {
        null => [],
        JsonArray array => [.. array.Select(node => node as JsonObject ?? throw Unexpected(key, "an object", node))],
        var other => throw Unexpected(key, "a list", other),
    };

    /// <summary>Reads a text that stands below a key.</summary>
    public string TextOf(JsonNode? node, string key) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Unexpected(key, "a text", node);

    /// <summary>Says that something has another form than expected.</summary>
    public AspirateException Unexpected(string key, string expected, JsonNode? got) => new($"resource '{Name}': {key}: expected {expected}, got {got?.ToJsonString() ?? "null"}");
}
