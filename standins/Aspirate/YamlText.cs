using System.Globalization;
using System.Text.RegularExpressions;

namespace Aspirate;

/// <summary>Writes texts so that YAML reads them as they are.</summary>
internal static partial class YamlText
{
    /// <summary>Writes a text as it is where YAML reads it so, else in quotes.</summary>
    public static string Scalar(string text) => IsPlain(text) ? text : Quoted(text);

    /// <summary>Writes a text in quotes: single ones, or where it has characters that need an escape, double ones.</summary>
    public static string Quoted(string text) => text.Any(NeedsEscape)
        ? $"\"{string.Concat(text.Select(Escaped))}\""
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // Numbers, dates, booleans and null of YAML 1.1, and what only looks like them.
    [GeneratedRegex(@"^([-+]?\.?[0-9][-+0-9_.,:a-fxo\s]*|[-+]?\.(inf|nan)|~|null|true|false|yes|no|on|off|y|n|=|<<)$", RegexOptions.IgnoreCase)]
    private static partial Regex OtherThanText();

    private static bool IsPlain(string text) =>
        text.Length > 0
        && text.Trim() == text
        && !text.Any(NeedsEscape)
        && !StartsLikeAnother(text)
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && !text.EndsWith(':')
        && !OtherThanText().IsMatch(text);

    private static bool StartsLikeAnother(string text) =>
        ",[]{}#&*!|>'\"%@`".Contains(text[0]) || ("-?:".Contains(text[0]) && (text.Length == 1 || char.IsWhiteSpace(text[1])));

    private static bool NeedsEscape(char one) => char.IsControl(one) || one is '\u2028' or '\u2029' or '\ufeff';

    private static string Escaped(char one) => one switch
    {
        '"' or '\\' => $"\\{one}",
        '\n' => "\\n",
        _ when NeedsEscape(one) => "\\u" + ((int)one).ToString("x4", CultureInfo.InvariantCulture),
        _ => one.ToString(),
    };
}
