using System.Text;

namespace WsAspire.Branching;

/// <summary>Carries a branch in W3C Baggage.</summary>
public static class BranchBaggage
{
    /// <summary>Characters that the header may have; W3C asks for at least as much to be passed on.</summary>
    public const int MaxLength = 8192;

    /// <summary>Puts the branch first, in place of any that is there, and keeps the other members as they are.</summary>
    /// <param name="baggage">The members that there are: values of the header.</param>
    /// <param name="branch">The name of the branch.</param>
    /// <returns>The value of the header. Members that are malformed, or above the length, are left out.</returns>
    public static string With(IEnumerable<string?> baggage, string branch)
    {
        var merged = new StringBuilder().Append(BranchHeaders.Member).Append('=').Append(branch);
        foreach (var text in baggage)
        {
            foreach (var range in text.AsSpan().Split(','))
            {
                var member = text.AsSpan()[range].Trim(" \t");
                if (IsWellFormed(member) && !BranchMember.Is(member, out _) && merged.Length + 1 + member.Length <= MaxLength)
                {
                    merged.Append(',').Append(member);
                }
            }
        }

        return merged.ToString();
    }

    private static bool IsWellFormed(ReadOnlySpan<char> member) => member.IndexOf('=') > 0 && !member.ContainsAnyExceptInRange(' ', '~');
}
