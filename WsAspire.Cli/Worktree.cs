namespace WsAspire.Cli;

/// <summary>Git's worktrees of a repository.</summary>
internal static class Worktree
{
    private static readonly Dictionary<string, string> s_environment = new() { ["LC_ALL"] = "C" };

    /// <summary>Finds the root of a worktree.</summary>
    /// <param name="path">A folder of it.</param>
    /// <param name="cancellationToken">Stops git.</param>
    /// <exception cref="UsageException">There is no such folder, or it belongs to no worktree.</exception>
    public static async Task<string> RootOfAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            throw new UsageException($"add: --worktree: there is no folder {Path.GetFullPath(path)}");
        }

        var (code, output, error) = await ProgramOutput.RunAsync("git", ["rev-parse", "--show-toplevel"], path, s_environment, cancellationToken);
        return code == 0 ? output : throw new UsageException($"add: --worktree: {Path.GetFullPath(path)} is no git worktree: {error.Split('\n')[0]}");
    }

    /// <summary>Lists the worktrees of the repository that a folder belongs to, itself included.</summary>
    /// <returns>Their roots; none where git knows none.</returns>
    public static async Task<IReadOnlyList<string>> ListAsync(string path, CancellationToken cancellationToken)
    {
        const string Line = "worktree ";
        var (code, output, _) = await ProgramOutput.RunAsync("git", ["worktree", "list", "--porcelain"], path, s_environment, cancellationToken);
        return code == 0 ? [.. output.Split('\n').Where(line => line.StartsWith(Line, StringComparison.Ordinal)).Select(line => line[Line.Length..])] : [];
    }
}
