namespace WsAspire.Branching;

/// <summary>Counts the members <c>branch=value</c> of texts in which a character separates members, and keeps the first value. Nothing is decoded: a name needs no escapes.</summary>
internal ref struct BranchMember
{
    public int Count { get; private set; }

    public ReadOnlySpan<char> Value { get; private set; }

    /// <summary>Whether a member is the branch; blanks around its name don't count.</summary>
    public static bool Is(ReadOnlySpan<char> member, out ReadOnlySpan<char> value)
    {
        var equals = member.IndexOf('=');
        value = equals < 0 ? default : member[(equals + 1)..].Trim(" \t");
        return equals >= 0 && member[..equals].Trim(" \t").SequenceEqual(BranchHeaders.Member);
    }

    public void CountIn(ReadOnlySpan<char> text, char separator)
    {
        foreach (var range in text.Split(separator))
        {
            if (Is(text[range], out var value) && Count++ == 0)
            {
                Value = value;
            }
        }
    }
}
