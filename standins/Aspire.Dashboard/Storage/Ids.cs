using System.Globalization;

namespace Aspire.Dashboard.Storage;

/// <summary>The ids of traces and spans, as people see them: lower case hexadecimal digits.</summary>
internal static class Ids
{
    /// <summary>A trace's id, 32 digits.</summary>
    public static string Text(UInt128 id) => id.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A span's id, 16 digits; empty for none.</summary>
    public static string Text(ulong id) => id == 0 ? "" : id.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Reads a trace's id.</summary>
    public static bool TryParse(string? text, out UInt128 id)
    {
        id = default;
        return text?.Length == 32 && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id) && id != 0;
    }

    /// <summary>Reads a span's id.</summary>
    public static bool TryParse(string? text, out ulong id)
    {
        id = default;
        return text?.Length == 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id) && id != 0;
    }
}
