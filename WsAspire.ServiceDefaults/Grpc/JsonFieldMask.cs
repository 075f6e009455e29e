using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Grpc.Faults;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Fills the mask of a PATCH from the names in its body, where the caller gave none; checks one that he gave.</summary>
internal static class JsonFieldMask
{
    /// <summary>Completes a request.</summary>
    /// <exception cref="InvalidRequestException">A given mask, or the body, names what is no field of the resource.</exception>
    public static void Complete(IMessage request, FieldDescriptor mask, FieldDescriptor resource, ReadOnlyMemory<byte> json)
    {
        if (mask.Accessor.GetValue(request) is FieldMask { Paths.Count: > 0 } given)
        {
            for (var i = 0; i < given.Paths.Count; i++)
            {
                given.Paths[i] = FieldPath.TryFind(resource.MessageType, given.Paths[i], out var path) ? path.Text : given.Paths[i];
            }

            FieldMasks.Validate(given, resource.MessageType, mask.Name);
            return;
        }

        var filled = new FieldMask();
        var violations = new List<FieldViolation>();
        using var document = JsonDocument.Parse(RequestFaultFinder.SkipByteOrderMark(json));
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        Collect(document.RootElement, resource.MessageType, "", resource.Name, filled, violations);
        if (violations.Count > 0)
        {
            throw new InvalidRequestException(violations);
        }

        mask.Accessor.SetValue(request, filled);
    }

    private static void Collect(JsonElement json, MessageDescriptor type, string path, string place, FieldMask mask, List<FieldViolation> violations)
    {
        foreach (var property in json.EnumerateObject())
        {
            if (FieldPath.Find(type, property.Name) is not { } field)
            {
                violations.Add(new FieldViolation($"{place}.{property.Name}", "is not known"));
                continue;
            }

            var name = path.Length == 0 ? field.Name : $"{path}.{field.Name}";
            if (IsNested(property.Value, field))
            {
                Collect(property.Value, field.MessageType, name, $"{place}.{field.Name}", mask, violations);
            }
            else
            {
                mask.Paths.Add(name);
            }
        }
    }

    private static bool IsNested(JsonElement json, FieldDescriptor field) =>
        field is { FieldType: FieldType.Message, IsRepeated: false }
        && field.MessageType.File.Package != "google.protobuf"
        && json.ValueKind == JsonValueKind.Object
        && json.EnumerateObject().Any();
}
