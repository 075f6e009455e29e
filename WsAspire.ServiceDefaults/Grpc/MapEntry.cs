using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using WsAspire.ServiceDefaults.Grpc.Faults;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>One entry of a map that the query sets: <c>counts[a]=1</c>.</summary>
/// <param name="Path">The map's field.</param>
/// <param name="Entry">A message of the owner's type that holds nothing but the entry.</param>
internal sealed record MapEntry(FieldPath Path, IMessage Entry)
{
    /// <summary>Splits <c>counts[a]</c>.</summary>
    public static bool TrySplit(string name, [NotNullWhen(true)] out string? map, [NotNullWhen(true)] out string? key)
    {
        var open = name.EndsWith(']') ? name.IndexOf('[', StringComparison.Ordinal) : -1;
        (map, key) = open > 0 ? (name[..open], name[(open + 1)..^1]) : (null, null);
        return map is not null;
    }

    /// <summary>Reads key and value.</summary>
    public static bool TryParse(FieldPath path, string key, string value, [NotNullWhen(true)] out MapEntry? entry, [NotNullWhen(false)] out string? expected)
    {
        var (keyField, valueField) = (path.Field.MessageType.FindFieldByNumber(1), path.Field.MessageType.FindFieldByNumber(2));
        var text = ParameterText.Normalize(valueField, value);
        entry = null;
        expected = !ScalarText.Takes(keyField, key) ? $"expected {ScalarText.Expected(keyField)} as key"
            : !ScalarText.Takes(valueField, text) ? $"expected {ScalarText.Expected(valueField, value)}, got {JsonText.Quote(value)}"
            : null;
        if (expected is not null)
        {
            return false;
        }

        var owner = path.Field.ContainingType;
        var json = "{\"" + path.Field.JsonName + "\":{" + JsonText.Whole(key) + ":" + Json(valueField, text) + "}}";
        entry = new MapEntry(path, JsonParser.Default.Parse(json, owner));
        return true;
    }

    /// <summary>Sets the entry in a request.</summary>
    public void ApplyTo(IMessage request)
    {
        var owner = request;
        foreach (var (_, field) in Path.Steps)
        {
            if (field == Path.Field)
            {
                break;
            }

            if (field.Accessor.GetValue(owner) is not IMessage inner)
            {
                inner = field.MessageType.Parser.ParseFrom(ByteString.Empty);
                field.Accessor.SetValue(owner, inner);
            }

            owner = inner;
        }

        var target = (IDictionary)Path.Field.Accessor.GetValue(owner);
        foreach (DictionaryEntry pair in (IDictionary)Path.Field.Accessor.GetValue(Entry))
        {
            target[pair.Key] = pair.Value;
        }
    }

    private static string Json(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.Bool => bool.Parse(text) ? "true" : "false",
        FieldType.Enum when int.TryParse(text, CultureInfo.InvariantCulture, out var number) => number.ToString(CultureInfo.InvariantCulture),
        FieldType.Message when WellKnown.WrappedField(field.MessageType) is { } wrapped => Json(wrapped, text),
        _ => JsonText.Whole(text),
    };
}
