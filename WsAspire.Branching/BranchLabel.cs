using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace WsAspire.Branching;

/// <summary>Makes names of branches out of any text, such as names of git branches.</summary>
public static class BranchLabel
{
    // 48 bits of SHA-256: among a thousand changed names the odds that two meet are below one in a hundred million.
    private const int HashLength = 12;

    private const int MaxStem = BranchName.MaxLength - 1 - HashLength;
    private const string NoStem = "b";

    private static readonly SearchValues<char> s_digits = SearchValues.Create("0123456789abcdef");

    /// <summary>Gives a text that is a name as it is, and any other as a name with a hash of the text: <c>feat/A_b</c> is <c>feat-a-b-</c> and 12 hexadecimal digits.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>A valid name. Two texts never have the same one: a name that looks as if it were made here is changed too.</returns>
    public static string Of(string text) => BranchName.IsValid(text) && !IsMade(text) ? text : $"{StemOf(text)}-{HashOf(text)}";

    private static bool IsMade(string name) =>
        name.Length > HashLength + 1 && name[^(HashLength + 1)] == '-' && !name.AsSpan()[^HashLength..].ContainsAnyExcept(s_digits);

    private static string StemOf(string text)
    {
        var stem = new StringBuilder(MaxStem);
        foreach (var letter in text)
        {
            if (stem.Length == MaxStem)
            {
                break;
            }

            if (char.IsAsciiLetterOrDigit(letter))
            {
                stem.Append(char.ToLowerInvariant(letter));
            }
            else if (stem.Length > 0 && stem[^1] != '-')
            {
                stem.Append('-');
            }
        }

        return stem.Length == 0 ? NoStem : stem.ToString().TrimEnd('-');
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
