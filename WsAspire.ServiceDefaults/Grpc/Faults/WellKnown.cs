using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace WsAspire.ServiceDefaults.Grpc.Faults;

/// <summary>Messages that have a JSON form of their own.</summary>
internal static class WellKnown
{
    private const string Package = "google.protobuf.";

    /// <summary>Whether the type is written as a JSON string.</summary>
    public static bool IsText(MessageDescriptor type) => type.FullName is Package + "Timestamp" or Package + "Duration" or Package + "FieldMask";

    /// <summary>Whether the type takes JSON of any, or of its own, shape.</summary>
    public static bool IsFree(MessageDescriptor type) => type.FullName is Package + "Value" or Package + "ListValue" or Package + "Struct" or Package + "Any";

    /// <summary>Whether the type holds a message of another type.</summary>
    public static bool IsAny(MessageDescriptor type) => type.FullName is Package + "Any";

    /// <summary>Whether such a type takes JSON of this kind.</summary>
    public static bool TakesShape(MessageDescriptor type, JsonValueKind kind) => type.FullName switch
    {
        Package + "Value" => true,
        Package + "ListValue" => kind == JsonValueKind.Array,
        _ => kind == JsonValueKind.Object,
    };

    /// <summary>The field of a wrapper such as <c>Int32Value</c>, which is written as its value; null for other types.</summary>
    public static FieldDescriptor? WrappedField(MessageDescriptor type) =>
        type.File.Name == WrappersReflection.Descriptor.Name ? type.Fields.InDeclarationOrder()[0] : null;

    public static string Expected(MessageDescriptor type) => type.FullName switch
    {
        Package + "Timestamp" => "a time such as \"2026-01-31T12:00:00Z\"",
        Package + "Duration" => "a duration such as \"1.5s\"",
        Package + "FieldMask" => "names of fields such as \"id,userId\"",
        _ when WrappedField(type) is { } wrapped => ScalarText.Expected(wrapped),
        Package + "ListValue" => "an array",
        Package + "Value" => "any JSON",
        _ => "an object",
    };

    public static bool Takes(MessageDescriptor type, string text)
    {
        if (WrappedField(type) is { } wrapped)
        {
            return ScalarText.Takes(wrapped, text);
        }

        try
        {
            return IsText(type) && JsonParser.Default.Parse(JsonSerializer.Serialize(text), type) is not null;
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidJsonException or ArgumentException or OverflowException)
        {
            return false;
        }
    }
}
