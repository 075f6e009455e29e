using WsAspire.Branching.Local;

namespace WsAspire.Cli;

/// <summary>Finds the system that is meant: that of this tree, or where none runs here, of another worktree of the repository.</summary>
internal static class RunningSystems
{
    /// <summary>Finds the one system.</summary>
    /// <param name="root">Root of this tree.</param>
    /// <param name="state">Its data folder; null means that there is only one.</param>
    /// <param name="cancellationToken">Stops looking.</param>
    /// <exception cref="CommandFailedException">None runs, or more than one.</exception>
    public static async Task<RunningSystem> FindAsync(string root, string? state, CancellationToken cancellationToken)
    {
        var wanted = state is null ? null : Path.GetFullPath(state, root);
        IReadOnlyList<RunningSystem> found = [.. In(root).Where(system => IsOf(system, wanted))];
        if (found.Count == 0)
        {
            var others = (await Worktree.ListAsync(root, cancellationToken)).Where(other => other != root);
            found = [.. others.SelectMany(In).Where(system => IsOf(system, wanted))];
        }

        return found switch
        {
            [var one] => one,
            [] => throw new CommandFailedException(wanted is null
                ? "no system runs, or it has not started yet: start it with ./run"
                : $"no system runs with its data in {wanted}: start it with ./run --state {state}"),
            _ => throw new CommandFailedException(
                $"{found.Count} systems run, choose one by --state: {string.Join(", ", found.Select(system => $"{system.State} (process {system.ProcessId})"))}"),
        };
    }

    // An ephemeral system has a folder of its own below the one that was chosen.
    private static bool IsOf(RunningSystem system, string? state) => state is null || system.State == state || Path.GetDirectoryName(system.State) == state;

    private static IReadOnlyList<RunningSystem> In(string root)
    {
        try
        {
            return RunningSystemFiles.In(root);
        }
        catch (InvalidDataException exception)
        {
            throw new CommandFailedException(exception.Message);
        }
    }
}
