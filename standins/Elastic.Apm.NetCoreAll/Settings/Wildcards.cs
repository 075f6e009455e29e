namespace Elastic.Apm.NetCoreAll.Settings;

/// <summary>A list of texts with stars, as the agent takes it: a star is any number of characters, case does not matter unless a text begins with (?-i).</summary>
internal sealed class Wildcards
{
    private const string CaseMatters = "(?-i)";
    private readonly (string[] Parts, StringComparison Comparison)[] _patterns;

    private Wildcards(IEnumerable<string> patterns) => _patterns = [.. patterns.Select(pattern => pattern.StartsWith(CaseMatters, StringComparison.Ordinal)
        ? (pattern[CaseMatters.Length..].Split('*'), StringComparison.Ordinal)
        : (pattern.Split('*'), StringComparison.OrdinalIgnoreCase))];

    /// <summary>Whether nothing can match.</summary>
    public bool IsEmpty => _patterns.Length == 0;

    /// <summary>Reads texts with commas between them.</summary>
    public static Wildcards Parse(string list) => new(list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether one of the texts matches the whole of <paramref name="text"/>.</summary>
    public bool Match(ReadOnlySpan<char> text)
    {
        foreach (var (parts, comparison) in _patterns)
        {
            if (Match(text, parts, comparison))
            {
                return true;
            }
        }

        return false;
    }

    // Linear: the earliest place for each part between two stars is never worse than a later one.
    private static bool Match(ReadOnlySpan<char> text, string[] parts, StringComparison comparison)
    {
        if (parts.Length == 1)
        {
            return text.Equals(parts[0], comparison);
        }

        if (!text.StartsWith(parts[0], comparison))
        {
            return false;
        }

        text = text[parts[0].Length..];
        foreach (var part in parts.AsSpan(1, parts.Length - 2))
        {
            var at = text.IndexOf(part, comparison);
            if (at < 0)
            {
                return false;
            }

            text = text[(at + part.Length)..];
        }

        return text.EndsWith(parts[^1], comparison);
    }
}
