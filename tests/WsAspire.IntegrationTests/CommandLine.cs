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
        var found = programs.FirstOrDefault(Has);
        Assert.SkipUnless(found is not null, $"{string.Join(", ", programs)} {(programs.Length > 1 ? "are" : "is")} not on PATH");
        return found;
    }

    /// <summary>Whether a program is on PATH.</summary>
    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs lines of shell.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="environment">Variables to set, or to remove where the value is null.</param>
    /// <param name="folder">Where; null means the repository root.</param>
    /// <param name="bound">How long at most; null means a minute.</param>
    /// <returns>What it printed, both streams, and its exit code.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string lines, IReadOnlyDictionary<string, string?>? environment = null, string? folder = null, TimeSpan? bound = null)
    {
        await using var process = LeashedProcess.Start("bash", ["-c", lines], environment, folder ?? RepositoryRoot.Path);
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        timeout.CancelAfter(bound ?? s_timeout);
        try
        {
            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"'{lines}' did not end within {(bound ?? s_timeout).TotalSeconds:0} s. It printed:\n{process.Output}");
        }

        return (process.ExitCode, process.Output);
    }
}
