using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary>One running system for the commands of <c>./run branch</c>, with another git worktree beside it in which ws-order greets otherwise, and is branch f0 from the start.</summary>
public sealed class RunningBranches : IAsyncLifetime
{
    private static readonly TimeSpan s_build = TimeSpan.FromMinutes(8);
    private readonly string _folder = TestFolder.Create("branches");
    private RunCommand? _run;

    /// <summary>Root of the other worktree.</summary>
    public string Worktree => Path.Combine(_folder, "other");

    /// <summary>The data folder of the system.</summary>
    public string State => Path.Combine(_folder, "state");

    /// <summary>The door of the BFF.</summary>
    public Uri Bff => new($"http://localhost:{Run.BffPort}");

    /// <summary>The door of ws-order.</summary>
    public Uri Order => new($"http://localhost:{Run.OrderPort}");

    internal RunCommand Run => _run ?? throw new InvalidOperationException("The system has not been started.");

    public async ValueTask InitializeAsync()
    {
        CommandLine.RequireProgram("git");
        await ShellAsync($"git worktree add --quiet --detach {Worktree} HEAD");
        var file = Path.Combine(Worktree, "WsOrder/Services/HelloService.cs");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace("$\"Hello {", "$\"Hello from the other tree, {", StringComparison.Ordinal));

        // This tree is built already; of the other one only what is named is.
        await ShellAsync($"dotnet build {Worktree}/WsOrder -nologo -v quiet -clp:NoSummary", s_build);
        _run = RunCommand.Start($"--ephemeral --state {State} --branch f0=ws-order@{Worktree}");
        await _run.WaitUntilReadyAsync($"{Bff}api/users", s_build);
    }

    /// <summary>Runs <c>./run branch</c> against this system.</summary>
    public Task<(int ExitCode, string Output)> BranchAsync(string arguments) =>
        CommandLine.RunAsync($"./run branch {arguments} --state {State}", bound: s_build);

    /// <summary>Ctrl+C, with all that was added still there: nothing may be left.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            await _run.InterruptAsync();
            Assert.Empty(_run.LivingProcesses());
            await _run.DisposeAsync();
        }

        await ShellAsync($"git worktree remove --force {Worktree}");
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task ShellAsync(string line, TimeSpan? bound = null)
    {
        var (exitCode, output) = await CommandLine.RunAsync(line, bound: bound);
        Assert.True(exitCode == 0, output);
    }
}
