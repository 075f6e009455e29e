using System.Globalization;
using System.Text;
using System.Text.Json;
using Google.Protobuf.Reflection;

namespace WsAspire.ServiceDefaults.Grpc.Faults;

/// <summary>Says what a field takes, and whether a text is that.</summary>
internal static class ScalarText
{
    private const NumberStyles Integer = NumberStyles.AllowLeadingSign;

    // No decimal of more digits is an integer of 64 bits, but for zeros.
    private const int MaxIntegerText = 40;

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

    /// <summary>Whether the field is an integer of any size.</summary>
    public static bool IsInteger(FieldDescriptor field) => field.FieldType
        is FieldType.Int32 or FieldType.SInt32 or FieldType.SFixed32 or FieldType.UInt32 or FieldType.Fixed32
        or FieldType.Int64 or FieldType.SInt64 or FieldType.SFixed64 or FieldType.UInt64 or FieldType.Fixed64;

    /// <summary>Whether a field takes the text as a JSON string.</summary>
    public static bool TakesQuoted(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.Double or FieldType.Float => text is "NaN" or "Infinity" or "-Infinity" || TakesNumber(field, text),
        FieldType.Enum => EnumNames.Find(field.EnumType, text) is not null,
        FieldType.Bool => false,
        FieldType.Bytes => Takes(field, Base64.ToStandard(text)),
        _ => IsInteger(field) ? TakesNumber(field, text) : Takes(field, text),
    };

    /// <summary>Whether a field takes the text as a JSON number; an integer may be written as <c>1.0</c> or <c>1e3</c>.</summary>
    public static bool TakesNumber(FieldDescriptor field, string text) => field.FieldType switch
    {
        FieldType.String or FieldType.Bytes or FieldType.Bool or FieldType.Message => false,
        FieldType.Double or FieldType.Float => IsJsonNumber(text) && Takes(field, text),
        _ when IsInteger(field) => TryGetInteger(text, out var integer) && Takes(field, integer.ToString(CultureInfo.InvariantCulture)),
        _ => Takes(field, text),
    };

    /// <summary>Reads an integer in any spelling of JSON: <c>12</c>, <c>12.0</c>, <c>1.2e1</c>.</summary>
    public static bool TryGetInteger(string text, out Int128 integer)
    {
        integer = 0;
        if (text.Length > MaxIntegerText || !IsJsonNumber(text))
        {
            return false;
        }

        if (Int128.TryParse(text, Integer, CultureInfo.InvariantCulture, out integer))
        {
            return true;
        }

        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !decimal.IsInteger(number))
        {
            return false;
        }

        integer = (Int128)number;
        return true;
    }

    /// <summary>Whether the text is a number as JSON writes it.</summary>
    public static bool IsJsonNumber(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            return text.Length > 0 && (text[0] == '-' || char.IsAsciiDigit(text[0])) && char.IsAsciiDigit(text[^1]) && reader.Read() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Whether a field takes the text as a parameter.</summary>
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
