using System.Globalization;
using Google.Protobuf.Reflection;

namespace WsAspire.ServiceDefaults.Grpc.Faults;

/// <summary>Says what a field takes, and whether a text is that.</summary>
internal static class ScalarText
{
    private const NumberStyles Integer = NumberStyles.AllowLeadingSign;

    /// <summary>What is expected, for a person.</summary>
    public static string Expected(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Bool => "true or false",
        FieldType.String => "a string",
        FieldType.Bytes => "a string of base64",
        FieldType.Double or FieldType.Float => "a number",
        FieldType.Enum => "one of " + string.Join(", ", EnumNames.Of(field.EnumType)),
        FieldType.Message or FieldType.Group => WellKnown.Expected(field.MessageType),
        _ => "an integer",
    };

    /// <summary>The same with the range where the text is an integer, and out of range.</summary>
    public static string Expected(FieldDescriptor field, string text) => field.FieldType switch
    {
        _ when Takes(field, text) || !Int128.TryParse(text, Integer, CultureInfo.InvariantCulture, out _) => Expected(field),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => $"an integer from {int.MinValue} to {int.MaxValue}",
        FieldType.UInt32 or FieldType.Fixed32 => $"an integer from 0 to {uint.MaxValue}",
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => $"an integer from {long.MinValue} to {long.MaxValue}",
        FieldType.UInt64 or FieldType.Fixed64 => $"an integer from 0 to {ulong.MaxValue}",
        _ => Expected(field),
    };

    /// <summary>Whether a field takes the text as a JSON string. The library takes no 32-bit integers in quotes, and of other numbers only their names.</summary>
    public static bool TakesQuoted(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.Double or FieldType.Float => text is "NaN" or "Infinity" or "-Infinity",
        FieldType.Enum => EnumNames.Find(field.EnumType, text) is not null,
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 or FieldType.UInt64 or FieldType.Fixed64 => Takes(field, text),
        FieldType.String or FieldType.Bytes or FieldType.Message => Takes(field, text),
        _ => false,
    };

    /// <summary>Whether a field takes the text as a JSON number, or as a parameter.</summary>
    public static bool Takes(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.Bool => bool.TryParse(text, out _),
        FieldType.String => true,
        FieldType.Bytes => Convert.TryFromBase64String(text, new byte[text.Length], out _),
        FieldType.Double or FieldType.Float => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
        FieldType.Enum => EnumNames.Takes(field.EnumType, text),
        FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 => int.TryParse(text, Integer, CultureInfo.InvariantCulture, out _),
        FieldType.UInt32 or FieldType.Fixed32 => uint.TryParse(text, Integer, CultureInfo.InvariantCulture, out _),
        FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 => long.TryParse(text, Integer, CultureInfo.InvariantCulture, out _),
        FieldType.UInt64 or FieldType.Fixed64 => ulong.TryParse(text, Integer, CultureInfo.InvariantCulture, out _),
        _ => WellKnown.Takes(field.MessageType, text),
    };
}
