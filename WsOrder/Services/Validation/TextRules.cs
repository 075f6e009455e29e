using System.Text.RegularExpressions;
using FluentValidation;

namespace WsOrder.Services.Validation;

/// <summary>Rules for text and ids. A message never repeats more of what was sent than a few characters that are safe to print.</summary>
internal static partial class TextRules
{
    private const int EchoedLength = 40;

    /// <summary>Text of some printable characters, not only blanks.</summary>
    public static void Text<T>(this IRuleBuilder<T, string> rule, int maxLength) => rule.SetValidator(new PrintableTextValidator<T>(maxLength));

    /// <summary>1 to a number of printable ASCII characters.</summary>
    public static void PrintableAscii<T>(this IRuleBuilder<T, string> rule, int maxLength) =>
        rule.Matches($@"\A[ -~]{{1,{maxLength}}}\z").WithMessage((_, text) =>
            $"must be 1 to {maxLength} printable ASCII characters; has {(text.Length < 1 || text.Length > maxLength ? text.Length : "others")}");

    /// <summary>A UUID in its 36-character form.</summary>
    public static void Uuid<T>(this IRuleBuilder<T, string> rule) =>
        rule.Matches(UuidPattern()).WithMessage((_, text) => $"must be a UUID such as 019ab5f2-8e70-7c1d-9f5b-2d3c4e5f6a7b, was {Echo(text)}");

    /// <summary>What was sent, if it is short and printable; else how long it is.</summary>
    public static string Echo(string text) =>
        text.Length == 0 ? "empty"
        : text.Length <= EchoedLength && text.All(character => character is >= ' ' and <= '~') ? $"'{text}'"
        : $"{text.Length} other characters";

    [GeneratedRegex(@"\A[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex UuidPattern();
}
