using System.Diagnostics.CodeAnalysis;
using Google.Protobuf.Reflection;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Finds the field that a parameter of path or query names: <c>line.unitPrice</c> or <c>line.unit_price</c>.</summary>
/// <param name="Field">The last field of the path.</param>
/// <param name="Text">The path as the contract spells it.</param>
/// <param name="CrossesList">Whether a part before the last is repeated, so that no value can be set.</param>
internal sealed record FieldPath(FieldDescriptor Field, string Text, bool CrossesList)
{
    public static bool TryFind(MessageDescriptor message, string name, [NotNullWhen(true)] out FieldPath? path)
    {
        path = null;
        var owner = message;
        foreach (var part in name.Split('.'))
        {
            var field = owner?.Fields.InDeclarationOrder().FirstOrDefault(field => field.Name == part || field.JsonName == part);
            if (field is null)
            {
                path = null;
                return false;
            }

            path = path is null
                ? new FieldPath(field, field.Name, false)
                : new FieldPath(field, $"{path.Text}.{field.Name}", path.CrossesList || path.Field.IsRepeated);
            owner = field.FieldType == FieldType.Message ? field.MessageType : null;
        }

        return path is not null;
    }
}
