namespace Aspire.Dashboard.Storage;

/// <summary>About how much memory texts take, and what is in them.</summary>
internal static class Sizes
{
    // The header of an object, its length, and the end of a text.
    private const int Header = 24;

    /// <summary>The bytes of a text.</summary>
    public static int Of(string text) => text.Length == 0 ? 0 : Header + (2 * text.Length);

    /// <summary>The bytes of attributes. Their keys are shared with others, so they count little.</summary>
    public static int Of(KeyValuePair<string, string>[] attributes)
    {
        var bytes = Header;
        foreach (var attribute in attributes)
        {
            bytes += 16 + attribute.Key.Length + Of(attribute.Value);
        }

        return bytes;
    }

    /// <summary>Whether a text holds another, whatever the case of letters.</summary>
    public static bool Contains(string text, string part) => text.Contains(part, StringComparison.OrdinalIgnoreCase);
}
