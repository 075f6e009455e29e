namespace WsBranches;

/// <summary>Makes text of others fit to be shown and logged.</summary>
internal static class Text
{
    /// <summary>Cuts a text, and puts a blank in the place of each control character.</summary>
    public static string Printable(string text, int maxLength)
    {
        var cut = text.Length <= maxLength ? text : text[..maxLength] + "\u2026";
        return cut.Any(char.IsControl) ? string.Concat(cut.Select(letter => char.IsControl(letter) ? ' ' : letter)) : cut;
    }
}
