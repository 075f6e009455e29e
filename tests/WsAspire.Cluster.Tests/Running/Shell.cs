using WsAspire.Testing;

namespace WsAspire.Cluster.Tests.Running;

/// <summary>Runs commands as a person does, in the root of the repository.</summary>
internal static class Shell
{
    // Pods are killed here: never those of a cluster that somebody has named for other things.
    private static readonly Dictionary<string, string?> s_environment = new() { ["KUBECONFIG"] = null };
    private static readonly TimeSpan s_bound = TimeSpan.FromMinutes(1);

    /// <summary>Runs one; it has to succeed.</summary>
    /// <returns>What it printed, both streams.</returns>
    public static async Task<string> RunAsync(string line, TimeSpan? bound = null)
    {
        var (exitCode, output) = await TryAsync(line, bound);
        Assert.True(exitCode == 0, $"'{line}' ended with {exitCode}:\n{output}");
        return output;
    }

    /// <summary>Runs one.</summary>
    /// <returns>How it ended, and what it printed, both streams.</returns>
    public static async Task<(int ExitCode, string Output)> TryAsync(string line, TimeSpan? bound = null)
    {
        await using var process = LeashedProcess.Start("bash", ["-c", line], s_environment, RepositoryRoot.Path);
        using var timeout = new CancellationTokenSource(bound ?? s_bound);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"'{line}' did not end within {(bound ?? s_bound).TotalSeconds:0} s. It printed:\n{process.Output}");
        }

        return (process.ExitCode, process.Output);
    }
}
