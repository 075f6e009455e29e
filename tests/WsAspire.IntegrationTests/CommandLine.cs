using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary>Runs programs as a person at a shell does.</summary>
internal static class CommandLine
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    /// <summary>Skips the test, with the reason, where a program is not on PATH.</summary>
    /// <returns>The first of the programs that is there.</returns>
    public static string RequireProgram(params string[] programs)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = programs.FirstOrDefault(program => folders.Any(folder => File.Exists(Path.Combine(folder, program))));
        Assert.SkipUnless(found is not null, $"{string.Join(", ", programs)} {(programs.Length > 1 ? "are" : "is")} not on PATH");
        return found;
    }

    /// <summary>Runs a line of shell in the repository root.</summary>
    /// <returns>What it printed, both streams, and its exit code.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(string line, IReadOnlyDictionary<string, string?>? environment = null)
    {
        await using var process = LeashedProcess.Start("bash", ["-c", line], environment, RepositoryRoot.Path);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(s_timeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"'{line}' did not end within {s_timeout.TotalSeconds:0} s. It printed:\n{process.Output}");
        }

        return (process.ExitCode, process.Output);
    }
}
