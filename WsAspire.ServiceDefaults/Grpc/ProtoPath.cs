using Google.Protobuf.Reflection;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Spells a path of properties as the contract does: <c>Lines[0].UnitPrice</c> is <c>lines[0].unit_price</c>.</summary>
internal static class ProtoPath
{
    public static string Of(MessageDescriptor? message, string propertyPath)
    {
        var spelled = new List<string>();
        foreach (var part in propertyPath.Split('.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var (name, index) = bracket < 0 ? (part, "") : (part[..bracket], part[bracket..]);
            var field = message?.Fields.InDeclarationOrder().FirstOrDefault(field => IsProperty(field, name));
            spelled.Add((field?.Name ?? name) + index);
            message = field?.FieldType == FieldType.Message ? field.MessageType : null;
        }

        return string.Join('.', spelled);
    }

    private static bool IsProperty(FieldDescriptor field, string property) =>
        field.Name.Replace("_", "", StringComparison.Ordinal).Equals(property, StringComparison.OrdinalIgnoreCase);
}
