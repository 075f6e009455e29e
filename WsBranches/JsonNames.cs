using System.Text.Json;

namespace WsBranches;

/// <summary>Spells values for JSON and logs.</summary>
internal static class JsonNames
{
    /// <summary>Spells a value of an enumeration: <c>NotReady</c> is <c>not-ready</c>.</summary>
    public static string Of(Enum value) => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
