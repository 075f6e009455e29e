using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace WsAspire.Branching;

/// <summary>The name of a branch: a DNS label of 1 to 63 lower-case letters, digits and hyphens that neither begins nor ends with a hyphen. Compared exactly.</summary>
public static class BranchName
{
    /// <summary>Characters that a name may have.</summary>
    public const int MaxLength = 63;

    private static readonly SearchValues<char> s_letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>Whether a text is a name as it is; nothing is trimmed or lowered.</summary>
    public static bool IsValid([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= MaxLength } && text[0] != '-' && text[^1] != '-' && !text.AsSpan().ContainsAnyExcept(s_letters);
}
