using Google.Protobuf.Reflection;
using WsAspire.ServiceDefaults.Grpc.Faults;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Spells a parameter as the library reads it, where it knows fewer spellings than grpc-gateway.</summary>
internal static class ParameterText
{
    /// <summary>Whether a field has other spellings at all.</summary>
    public static bool Needs(FieldDescriptor field) => Scalar(field).FieldType is FieldType.Enum or FieldType.Bool or FieldType.Bytes;

    public static string Normalize(FieldDescriptor field, string text)
    {
        var scalar = Scalar(field);
        return scalar.FieldType switch
        {
            FieldType.Enum => EnumNames.Find(scalar.EnumType, text)?.Name ?? text,
            FieldType.Bool when text is "1" or "t" or "T" => "true",
            FieldType.Bool when text is "0" or "f" or "F" => "false",
            FieldType.Bytes => Base64.ToStandard(text),
            _ => text,
        };
    }

    private static FieldDescriptor Scalar(FieldDescriptor field) =>
        field.FieldType == FieldType.Message && WellKnown.WrappedField(field.MessageType) is { } wrapped ? wrapped : field;
}
