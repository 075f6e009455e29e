using System.Buffers;
using WsAspire.Branching;
using WsAspire.Branching.Local;

namespace WsAspire.Cli;

/// <summary>Makes the name of a branch out of what was typed: a name, or a git branch.</summary>
internal static class BranchNames
{
    // What git refuses in the name of a branch (git check-ref-format).
    private static readonly SearchValues<char> s_notInGit = SearchValues.Create(" ~^:?*[\\");
    private static readonly SearchValues<string> s_nowhereInGit = SearchValues.Create(["..", "@{", "//"], StringComparison.Ordinal);

    /// <summary>Gives the name.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="overview">The branches that there are: a name of one of them is taken as it is.</param>
    /// <param name="say">Is told where the name is another than what was typed.</param>
    /// <exception cref="UsageException">It is neither a name nor that of a git branch, or it is the default branch.</exception>
    public static string Of(string typed, Overview overview, Action<string> say) =>
        overview.Services.SelectMany(service => service.Branches).Any(branch => branch.Branch == typed && typed != overview.DefaultBranch)
            ? typed
            : Of(typed, overview.DefaultBranch, say);

    /// <summary>Gives the name, where nothing is known of the branches that there are.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="defaultBranch">The branch that serves where no other does.</param>
    /// <param name="say">Is told where the name is another than what was typed.</param>
    /// <exception cref="UsageException">It is neither a name nor that of a git branch, or it is the default branch.</exception>
    public static string Of(string typed, string defaultBranch, Action<string> say)
    {
        if (typed == defaultBranch)
        {
            throw new UsageException($"{typed} is the default branch, which runs anyway");
        }

        if (!BranchName.IsValid(typed) && !IsGitBranch(typed))
        {
            throw new UsageException($"'{typed}' is no name of a branch: expected a DNS label such as f1, or a git branch such as feat/A_b");
        }

        var name = BranchLabel.Of(typed);
        if (name != typed)
        {
            say($"{typed} is the branch {name} here");
        }

        return name;
    }

    private static bool IsGitBranch(string text) =>
        text.Length > 0 && text[0] is not ('-' or '/' or '.') && text[^1] is not ('/' or '.') && !text.EndsWith(".lock", StringComparison.Ordinal)
        && !text.AsSpan().ContainsAny(s_notInGit) && !text.AsSpan().ContainsAny(s_nowhereInGit) && !text.Any(char.IsControl);
}
