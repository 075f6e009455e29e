using System.Text;
using System.Text.Json.Nodes;

namespace WsAspire.Testing.OpenApi;

/// <summary>The document of a running service.</summary>
public sealed class ServiceDocument
{
    private ServiceDocument(string text)
    {
        Text = text;
        Json = JsonNode.Parse(text)!;
    }

    /// <summary>As it was sent.</summary>
    public string Text { get; }

    /// <summary>As a tree.</summary>
    public JsonNode Json { get; }

    /// <summary>All operations.</summary>
    public IReadOnlyList<(string Method, string Path, JsonNode Operation)> Operations =>
    [
        .. Json["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject(), (path, operation) => (operation.Key.ToUpperInvariant(), path.Key, operation.Value!)),
    ];

    /// <summary>Asks a service for its document.</summary>
    public static async Task<ServiceDocument> ReadAsync(HttpClient client, CancellationToken cancellationToken) =>
        new(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), cancellationToken));

    /// <summary>Goes down by names, and through references.</summary>
    public JsonNode? At(params ReadOnlySpan<string> steps)
    {
        var node = Json;
        foreach (var step in steps)
        {
            node = node is JsonArray array ? array[int.Parse(step, null)] : node?[step];
            node = node is JsonObject && node["$ref"] is JsonValue reference ? SchemaCheck.Resolve(Json, reference.GetValue<string>()) : node;
        }

        return node;
    }

    /// <summary>A request with a value for everything that the operation requires, as far as types say it.</summary>
    public HttpRequestMessage Request(string method, string path, JsonNode operation)
    {
        var parameters = (operation["parameters"]?.AsArray() ?? []).Select(parameter => parameter!).Where(parameter => parameter["required"]?.GetValue<bool>() == true).ToArray();
        var target = parameters.Where(parameter => parameter["in"]!.GetValue<string>() == "path").Aggregate(path, (text, parameter) => text.Replace($"{{{parameter["name"]}}}", $"{Sample(parameter["schema"]!)}", StringComparison.Ordinal));
        var query = string.Join('&', parameters.Where(parameter => parameter["in"]!.GetValue<string>() == "query").Select(parameter => $"{parameter["name"]}={(Sample(parameter["schema"]!) is JsonArray list ? list[0] : Sample(parameter["schema"]!))}"));
        var request = new HttpRequestMessage(new HttpMethod(method), $"{target}{(query.Length > 0 ? "?" : "")}{query}");
        if (operation["requestBody"]?["content"]?["application/json"]?["schema"] is { } body)
        {
            request.Content = new StringContent(Sample(body)!.ToJsonString(), Encoding.UTF8, "application/json");
        }

        return request;
    }

    private JsonNode? Sample(JsonNode schema)
    {
        if (schema["$ref"] is JsonValue reference)
        {
            return Sample(SchemaCheck.Resolve(Json, reference.GetValue<string>()));
        }

        var required = (schema["required"]?.AsArray() ?? []).Select(name => name!.GetValue<string>());
        return (schema["type"] is JsonArray several ? several[0] : schema["type"])?.GetValue<string>() switch
        {
            "object" => new JsonObject(required.Select(name => KeyValuePair.Create(name, Sample(schema["properties"]![name]!)))),
            "array" => schema["minItems"] is null ? [] : new JsonArray(Sample(schema["items"]!)),
            "integer" or "number" => JsonValue.Create(1),
            "boolean" => JsonValue.Create(true),
            "string" when schema["format"]?.GetValue<string>() is "int64" or "uint64" => JsonValue.Create("1"),
            _ => JsonValue.Create("abc"),
        };
    }
}
