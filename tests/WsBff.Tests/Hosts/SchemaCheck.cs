using System.Text.Json;
using System.Text.Json.Nodes;

namespace WsBff.Tests.Hosts;

/// <summary>As much of JSON Schema as our document uses: references, types, required and known properties, enumerations.</summary>
internal static class SchemaCheck
{
    public static void Check(JsonNode document, JsonNode schema, JsonNode? value, string where)
    {
        if (schema["$ref"] is { } reference)
        {
            Check(document, reference.GetValue<string>().Split('/').Skip(1).Aggregate(document, (node, step) => node[step]!), value, where);
            return;
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            var choice = choices.FirstOrDefault(choice => (choice!["type"]?.GetValue<string>() == "null") == value is null);
            Check(document, choice ?? throw new InvalidOperationException($"{where}: no choice fits {value?.ToJsonString() ?? "null"}."), value, where);
            return;
        }

        if (schema["enum"] is JsonArray values)
        {
            Assert.True(values.Any(allowed => JsonNode.DeepEquals(allowed, value)), $"{where}: {value} is none of {values.ToJsonString()}.");
            return;
        }

        var types = schema["type"] switch
        {
            JsonArray several => [.. several.Select(type => type!.GetValue<string>())],
            JsonNode one => new[] { one.GetValue<string>() },
            null => [],
        };
        var kind = value?.GetValueKind() switch
        {
            null => "null",
            JsonValueKind.Object => "object",
            JsonValueKind.Array => "array",
            JsonValueKind.String => "string",
            JsonValueKind.True or JsonValueKind.False => "boolean",
            _ => "integer",
        };
        Assert.True(types.Length == 0 || types.Contains(kind), $"{where}: {kind} instead of {string.Join(" or ", types)}.");

        if (value is JsonArray array && schema["items"] is { } items)
        {
            for (var index = 0; index < array.Count; index++)
            {
                Check(document, items, array[index], $"{where}[{index}]");
            }
        }
        else if (value is JsonObject members)
        {
            CheckMembers(document, schema, members, where);
        }
    }

    private static void CheckMembers(JsonNode document, JsonNode schema, JsonObject members, string where)
    {
        foreach (var required in schema["required"]?.AsArray() ?? [])
        {
            Assert.True(members.ContainsKey(required!.GetValue<string>()), $"{where}: lacks {required}.");
        }

        foreach (var (name, member) in members)
        {
            var known = schema["properties"]?[name] ?? schema["additionalProperties"]
                ?? throw new InvalidOperationException($"{where}: {name} is not documented.");
            Check(document, known, member, $"{where}.{name}");
        }
    }
}
