using System.Globalization;
using System.Text.Json;
using Google.Protobuf.Reflection;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc.Faults;

/// <summary>Walks well-formed JSON against a message, by the rules of protobuf: null is nothing, unknown names are skipped unless it is strict.</summary>
internal sealed class JsonFaultFinder(ReadOnlyMemory<byte> body, bool strict)
{
    private const int MaxViolations = 20;
    private readonly List<FieldViolation> _violations = [];

    /// <summary>Finds the faults.</summary>
    /// <param name="input">The method's request.</param>
    /// <param name="bodyField">The field that the body is; <c>*</c> for the whole request.</param>
    public IReadOnlyList<FieldViolation> Find(MessageDescriptor input, string bodyField)
    {
        using var document = JsonDocument.Parse(body);
        if (bodyField == "*")
        {
            CheckMessage(document.RootElement, input, "");
        }
        else if (input.FindFieldByName(bodyField) is { } field)
        {
            CheckField(document.RootElement, field, field.Name);
        }

        return _violations;
    }

    private void CheckMessage(JsonElement json, MessageDescriptor message, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Add(path, "an object", json);
            return;
        }

        var seen = new HashSet<string>(StringComparer.Ordinal);
        var oneofs = new Dictionary<OneofDescriptor, FieldDescriptor>();
        foreach (var property in json.EnumerateObject())
        {
            var field = FieldPath.Find(message, property.Name);
            var fieldPath = Join(path, field?.Name ?? property.Name);
            if (!seen.Add(property.Name))
            {
                Add(fieldPath, "is given more than once");
            }

            if (field is null)
            {
                if (strict)
                {
                    Add(fieldPath, "is not known");
                }

                CheckUnknown(property.Value, fieldPath);
            }
            else if (property.Value.ValueKind != JsonValueKind.Null)
            {
                if (field.RealContainingOneof is { } oneof && !oneofs.TryAdd(oneof, field) && oneofs[oneof] != field)
                {
                    Add(fieldPath, $"cannot be given together with {oneofs[oneof].Name}: both are of the oneof {oneof.Name}");
                }

                CheckField(property.Value, field, fieldPath);
            }
        }
    }

    // Nothing is expected of what is not known, but that it has no name twice. What is written out again needs names.
    private void CheckUnknown(JsonElement json, string path, bool needsNames = false)
    {
        if (json.ValueKind == JsonValueKind.Object)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var property in json.EnumerateObject())
            {
                if (!seen.Add(property.Name))
                {
                    Add(Join(path, property.Name), "is given more than once");
                }
                else if (needsNames && property.Name.Length == 0)
                {
                    Add(path, "has an empty name");
                }

                CheckUnknown(property.Value, Join(path, property.Name), needsNames);
            }
        }
        else if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
            {
                CheckUnknown(item, path, needsNames);
            }
        }
    }

    private void CheckField(JsonElement json, FieldDescriptor field, string path)
    {
        if (_violations.Count >= MaxViolations)
        {
            return;
        }

        if (field.IsMap)
        {
            CheckMap(json, field, path);
        }
        else if (field.IsRepeated)
        {
            CheckList(json, field, path);
        }
        else
        {
            CheckValue(json, field, path);
        }
    }

    private void CheckMap(JsonElement json, FieldDescriptor field, string path)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            Add(path, "an object", json);
            return;
        }

        var (key, value) = (field.MessageType.FindFieldByNumber(1), field.MessageType.FindFieldByNumber(2));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            var entry = $"{path}[{JsonText.Quote(property.Name)}]";
            if (!seen.Add(property.Name))
            {
                Add(entry, "is given more than once");
            }
            else if (!ScalarText.Takes(key, property.Name))
            {
                Add(entry, $"expected {ScalarText.Expected(key)} as key");
            }
            else
            {
                CheckValue(property.Value, value, entry);
            }
        }
    }

    private void CheckList(JsonElement json, FieldDescriptor field, string path)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            Add(path, "an array", json);
            return;
        }

        var i = 0;
        foreach (var item in json.EnumerateArray())
        {
            CheckValue(item, field, $"{path}[{i++.ToString(CultureInfo.InvariantCulture)}]");
        }
    }

    private void CheckValue(JsonElement json, FieldDescriptor field, string path)
    {
        if (field.FieldType is FieldType.Message && WellKnown.WrappedField(field.MessageType) is { } wrapped)
        {
            CheckScalar(json, wrapped, path);
        }
        else if (field.FieldType is FieldType.Message && !WellKnown.IsText(field.MessageType))
        {
            if (!WellKnown.IsFree(field.MessageType))
            {
                CheckMessage(json, field.MessageType, path);
            }
            else if (!WellKnown.TakesShape(field.MessageType, json.ValueKind))
            {
                Add(path, WellKnown.Expected(field.MessageType), json);
            }
            else
            {
                CheckUnknown(json, path, needsNames: !WellKnown.IsAny(field.MessageType));
            }
        }
        else
        {
            CheckScalar(json, field, path);
        }
    }

    private void CheckScalar(JsonElement json, FieldDescriptor field, string path)
    {
        if (TryGetText(json, out var text) is false)
        {
            Add(path, "the string holds half of a surrogate pair");
            return;
        }

        var right = json.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => field.FieldType == FieldType.Bool,
            JsonValueKind.Number => ScalarText.TakesNumber(field, text!),
            JsonValueKind.String => ScalarText.TakesQuoted(field, text!),
            _ => false,
        };
        if (!right)
        {
            Add(path, ScalarText.Expected(field, text ?? ""), json);
        }
    }

    private static bool TryGetText(JsonElement json, out string? text)
    {
        try
        {
            text = json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText();
            return true;
        }
        catch (InvalidOperationException)
        {
            text = null;
            return false;
        }
    }

    private void Add(string path, string expected, JsonElement json) => Add(path, $"expected {expected}, got {JsonText.Show(json)}");

    private void Add(string path, string description)
    {
        if (_violations.Count < MaxViolations)
        {
            _violations.Add(new FieldViolation(path, description));
        }
    }

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
