using System.Globalization;
using Google.Protobuf.Reflection;

namespace WsAspire.ServiceDefaults.Grpc.Faults;

/// <summary>The names of an enum on the JSON face: as declared, or without the prefix that repeats the enum's name.</summary>
internal static class EnumNames
{
    public static IEnumerable<string> Of(EnumDescriptor type) => type.Values.Select(value => Short(type, value.Name));

    public static bool Takes(EnumDescriptor type, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        || Find(type, text) is not null;

    /// <summary>Finds a value by either name; null where there is none.</summary>
    public static EnumValueDescriptor? Find(EnumDescriptor type, string text) =>
        type.Values.FirstOrDefault(value => value.Name == text) ?? type.Values.FirstOrDefault(value => Short(type, value.Name) == text);

    private static string Short(EnumDescriptor type, string name)
    {
        var prefix = string.Concat(type.Name.Select((letter, i) => i > 0 && char.IsUpper(letter) ? $"_{letter}" : $"{letter}")) + "_";
        return name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && name.Length > prefix.Length ? name[prefix.Length..] : name;
    }
}
