using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Google.Protobuf.Reflection;
using WsAspire.ServiceDefaults.Grpc.Faults;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Rewrites JSON that protobuf allows and the library does not read: integers in quotes or as <c>1.0</c>, numbers in quotes, base64url, null for a list.
/// It runs only after the library refused a body.</summary>
internal sealed class JsonNormalizer : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new();
    private readonly Utf8JsonWriter _writer;
    private bool _changed;

    private JsonNormalizer() => _writer = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    /// <summary>Rewrites well-formed JSON without faults; null where nothing is to be rewritten.</summary>
    public static byte[]? Rewrite(ReadOnlyMemory<byte> json, JsonMethod method)
    {
        using var normalizer = new JsonNormalizer();
        using var document = JsonDocument.Parse(json);
        try
        {
            if (method.BodyField is { } field)
            {
                normalizer.WriteField(document.RootElement, field);
            }
            else
            {
                normalizer.WriteMessage(document.RootElement, method.Input);
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, where no field looks for it: there is nothing to write.
            return null;
        }

        normalizer._writer.Flush();
        return normalizer._changed ? normalizer._buffer.WrittenSpan.ToArray() : null;
    }

    public void Dispose() => _writer.Dispose();

    private void WriteMessage(JsonElement json, MessageDescriptor type)
    {
        if (json.ValueKind != JsonValueKind.Object || WellKnown.IsFree(type) || WellKnown.IsText(type))
        {
            json.WriteTo(_writer);
            return;
        }

        _writer.WriteStartObject();
        foreach (var property in json.EnumerateObject())
        {
            var field = FieldPath.Find(type, property.Name);
            if (field is { IsRepeated: true } && property.Value.ValueKind == JsonValueKind.Null)
            {
                _changed = true;
                continue;
            }

            _writer.WritePropertyName(property.Name);
            if (field is null || property.Value.ValueKind == JsonValueKind.Null)
            {
                property.Value.WriteTo(_writer);
            }
            else
            {
                WriteField(property.Value, field);
            }
        }

        _writer.WriteEndObject();
    }

    private void WriteField(JsonElement json, FieldDescriptor field)
    {
        if (field.IsMap && json.ValueKind == JsonValueKind.Object)
        {
            _writer.WriteStartObject();
            foreach (var property in json.EnumerateObject())
            {
                _writer.WritePropertyName(property.Name);
                WriteValue(property.Value, field.MessageType.FindFieldByNumber(2));
            }

            _writer.WriteEndObject();
        }
        else if (field.IsRepeated && json.ValueKind == JsonValueKind.Array)
        {
            _writer.WriteStartArray();
            foreach (var item in json.EnumerateArray())
            {
                WriteValue(item, field);
            }

            _writer.WriteEndArray();
        }
        else
        {
            WriteValue(json, field);
        }
    }

    private void WriteValue(JsonElement json, FieldDescriptor field)
    {
        if (field.FieldType == FieldType.Message)
        {
            if (WellKnown.WrappedField(field.MessageType) is { } wrapped)
            {
                WriteValue(json, wrapped);
            }
            else
            {
                WriteMessage(json, field.MessageType);
            }

            return;
        }

        var text = json.ValueKind is JsonValueKind.String ? json.GetString()! : json.ValueKind is JsonValueKind.Number ? json.GetRawText() : null;
        if (text is not null && Spell(field, text) is { } spelled)
        {
            _changed |= json.ValueKind == JsonValueKind.String || spelled != text;
            _writer.WriteRawValue(spelled);
        }
        else if (text is not null && field.FieldType == FieldType.Bytes)
        {
            var standard = Base64.ToStandard(text);
            _changed |= standard != text;
            _writer.WriteStringValue(standard);
        }
        else
        {
            json.WriteTo(_writer);
        }
    }

    // Null where the value is written as it came.
    private static string? Spell(FieldDescriptor field, string text) => ScalarText.IsInteger(field)
        ? ScalarText.TryGetInteger(text, out var integer) ? integer.ToString(CultureInfo.InvariantCulture) : null
        : field.FieldType is FieldType.Double or FieldType.Float && ScalarText.IsJsonNumber(text) ? text : null;
}
