using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace WsAspire.Testing.OpenApi;

/// <summary>As much of JSON Schema as our documents use. Stricter in one point: an object may have no property that the schema does not know.</summary>
public static class SchemaCheck
{
    /// <summary>Holds a value against a schema.</summary>
    /// <exception cref="InvalidOperationException">It does not fit; the text says where and why.</exception>
    public static void Check(JsonNode document, JsonNode schema, JsonNode? value, string where)
    {
        if (schema["$ref"] is { } reference)
        {
            Check(document, Resolve(document, reference.GetValue<string>()), value, where);
            return;
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            var choice = choices.FirstOrDefault(choice => (choice!["type"]?.GetValue<string>() == "null") == value is null);
            Check(document, choice ?? throw Fault(where, $"no choice fits {value?.ToJsonString() ?? "null"}"), value, where);
            return;
        }

        if (schema["enum"] is JsonArray values)
        {
            Expect(values.Any(allowed => JsonNode.DeepEquals(allowed, value)), where, $"{value} is none of {values.ToJsonString()}");
            return;
        }

        if (schema is JsonObject { Count: 0 })
        {
            return;
        }

        CheckType(schema, value, where);
        switch (value)
        {
            case JsonArray array when schema["items"] is { } items:
                foreach (var (index, item) in array.Index())
                {
                    Check(document, items, item, $"{where}[{index}]");
                }

                break;
            case JsonObject members:
                CheckMembers(document, schema, members, where);
                break;
            case JsonValue text when text.GetValueKind() == JsonValueKind.String:
                CheckText(schema, text.GetValue<string>(), where);
                break;
        }
    }

    /// <summary>Follows a reference within the document.</summary>
    public static JsonNode Resolve(JsonNode document, string reference) => reference.Split('/').Skip(1).Aggregate(document, (node, step) => node[step]!);

    private static void CheckType(JsonNode schema, JsonNode? value, string where)
    {
        string[] types = schema["type"] switch
        {
            JsonArray several => [.. several.Select(type => type!.GetValue<string>())],
            JsonNode one => [one.GetValue<string>()],
            null => [],
        };
        var kind = value?.GetValueKind() switch
        {
            null => "null",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => types.Contains("number") ? "number" : "integer",
        };
        Expect(types.Length == 0 || types.Contains(kind), where, $"{kind} instead of {string.Join(" or ", types)}");
    }

    private static void CheckText(JsonNode schema, string text, string where)
    {
        Expect(schema["pattern"] is not { } pattern || Regex.IsMatch(text, pattern.GetValue<string>()), where, $"'{text}' is not like {schema["pattern"]}");
        Expect(schema["format"]?.GetValue<string>() is not "int64" and not "uint64" || decimal.TryParse(text, out _), where, $"'{text}' is no number");
        Expect(schema["format"]?.GetValue<string>() is not "date-time" || DateTimeOffset.TryParse(text, out _), where, $"'{text}' is no time");
    }

    private static void CheckMembers(JsonNode document, JsonNode schema, JsonObject members, string where)
    {
        foreach (var required in schema["required"]?.AsArray() ?? [])
        {
            Expect(members.ContainsKey(required!.GetValue<string>()), where, $"lacks {required}");
        }

        foreach (var pair in schema["not"]?["anyOf"]?.AsArray() ?? [])
        {
            Expect(!pair!["required"]!.AsArray().All(name => members.ContainsKey(name!.GetValue<string>())), where, $"has all of {pair["required"]!.ToJsonString()}");
        }

        foreach (var (name, member) in members)
        {
            Check(document, schema["properties"]?[name] ?? schema["additionalProperties"] ?? throw Fault(where, $"{name} is not documented"), member, $"{where}.{name}");
        }
    }

    private static void Expect(bool holds, string where, string otherwise)
    {
        if (!holds)
        {
            throw Fault(where, otherwise);
        }
    }

    private static InvalidOperationException Fault(string where, string what) => new($"{where}: {what}.");
}
