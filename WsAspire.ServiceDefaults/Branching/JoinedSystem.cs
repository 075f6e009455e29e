using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using WsAspire.Branching.Local;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Lets a process that a developer starts with <c>Branch=f1</c>, in an IDE say, join the system that runs on this machine: it gets the addresses, the
/// token and the connection strings that the system's own instances have. Only in development, and only where no control plane is configured.</summary>
internal static class JoinedSystem
{
    private const string GitDirectory = "gitdir: ";

    // What is of the frame and of services; the rest of an environment is about the process.
    private static readonly string[] s_sections = ["ConnectionStrings:", "Branching:", "services:"];

    /// <summary>The settings of this service in the system that runs; empty where nothing is to be joined, or no system runs.</summary>
    /// <param name="configuration">The configuration without them.</param>
    /// <param name="environment">Says which service this is, and where its source is.</param>
    /// <param name="faults">Takes what is wrong: there is more than one system.</param>
    public static IReadOnlyDictionary<string, string?> Settings(IConfiguration configuration, IHostEnvironment environment, ICollection<string> faults)
    {
        var branching = configuration.GetSection(BranchingOptions.SectionName);
        if (!environment.IsDevelopment()
            || string.IsNullOrEmpty(configuration[BranchingOptions.BranchKey])
            || !string.IsNullOrEmpty(branching[nameof(BranchingOptions.ControlPlanes)]))
        {
            return new Dictionary<string, string?>();
        }

        var systems = Roots(environment.ContentRootPath).Select(RunningSystemFiles.In).FirstOrDefault(found => found.Count > 0) ?? [];
        if (systems.Count > 1)
        {
            faults.Add($"{BranchingOptions.BranchKey}: {systems.Count} systems run, with their data in {string.Join(" and ", systems.Select(system => system.State))}: "
                + $"stop all but one, or set {BranchingOptions.SectionName}:{nameof(BranchingOptions.ControlPlanes)}.");
            return new Dictionary<string, string?>();
        }

        var variables = systems.SelectMany(system => system.Services).FirstOrDefault(service => Path.GetFileNameWithoutExtension(service.Project) == environment.ApplicationName)?.Environment;
        return (variables ?? new Dictionary<string, string>())
            .Select(variable => (Key: variable.Key.Replace("__", ":", StringComparison.Ordinal), variable.Value))
            .Where(setting => s_sections.Any(section => setting.Key.StartsWith(section, StringComparison.OrdinalIgnoreCase)))
            .ToDictionary(setting => setting.Key, string? (setting) => setting.Value);
    }

    /// <summary>The folders above the source, the nearest first; behind a worktree of git the tree that it belongs to.</summary>
    private static IEnumerable<string> Roots(string? folder)
    {
        for (; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;

            // In a worktree .git is a file: gitdir: <main tree>/.git/worktrees/<name>
            var git = Path.Combine(folder, ".git");
            if (File.Exists(git) && File.ReadLines(git).FirstOrDefault() is { } line && line.StartsWith(GitDirectory, StringComparison.Ordinal)
                && Path.GetFullPath(Path.Combine(line[GitDirectory.Length..], "../../.."), folder) is var tree)
            {
                yield return tree;
            }
        }
    }
}
