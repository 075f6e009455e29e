namespace Aspire.Dashboard.Otlp;

/// <summary>Lets equal short texts be one: keys, names of methods and routes come again and again. A place for each of 65,536 hashes, so that it never grows.</summary>
internal static class TextPool
{
    private const int Longest = 64;
    private static readonly string?[] s_texts = new string?[1 << 16];

    /// <summary>A text that is equal, and likely to be shared.</summary>
    public static string Share(string text)
    {
        if (text.Length is 0 or > Longest)
        {
            return text;
        }

        ref var place = ref s_texts[(uint)text.GetHashCode(StringComparison.Ordinal) % s_texts.Length];
        var known = Volatile.Read(ref place);
        if (known == text)
        {
            return known;
        }

        Volatile.Write(ref place, text);
        return text;
    }
}
