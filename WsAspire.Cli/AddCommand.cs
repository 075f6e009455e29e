using System.Diagnostics;
using WsAspire.Branching.Local;

namespace WsAspire.Cli;

/// <summary><c>./run branch add</c>: builds a service in its tree and starts it for a branch.</summary>
internal static class AddCommand
{
    /// <summary>Runs the command; it ends when the branch is served.</summary>
    /// <exception cref="UsageException">The name or the worktree is none.</exception>
    /// <exception cref="CommandFailedException">It does not build, or does not come up.</exception>
    public static async Task RunAsync(
        string root, RunningSystem system, Overview overview, BranchArguments arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var service = system.Services.First(one => one.Name == arguments.Service);
        var branch = BranchNames.Of(arguments.Name, overview, error.WriteLine);
        var tree = arguments.Worktree is null ? root : await Worktree.RootOfAsync(arguments.Worktree, cancellationToken);
        if (!File.Exists(Path.Combine(tree, service.Project)))
        {
            throw new UsageException($"add: --worktree: {tree} has no {service.Project}");
        }

        var program = await ProjectBuild.RunAsync(tree, service.Project, error.WriteLine, cancellationToken);
        var began = Stopwatch.GetTimestamp();
        await error.WriteLineAsync($"starting {service.Name} for {branch}");
        var request = new BranchRequest("", BranchVerb.Start, branch, service.Name, program, tree, arguments.Replicas);
        var instances = await new CommandChannel(system).AskAsync(request, error.WriteLine, cancellationToken);
        await WriteAsync(service, branch, instances, Stopwatch.GetElapsedTime(began), output);
    }

    private static async Task WriteAsync(RunningService service, string branch, IReadOnlyList<StartedInstance> instances, TimeSpan took, TextWriter output)
    {
        await output.WriteLineAsync(service.HasProxy
            ? $"{service.Name} serves {branch} after {took.TotalSeconds:0.0} s"
            : $"{service.Name} of {branch} is ready after {took.TotalSeconds:0.0} s; this system has no proxy, so only its own address serves the branch");
        await output.WriteLineAsync(service.HasProxy ? $"  try   curl -i -H 'branch: {branch}' {service.Door}/ready" : $"  try   curl -i http://localhost:{instances[0].Port}/ready");
        foreach (var instance in instances)
        {
            await output.WriteLineAsync($"  log   {Shown(instance.Log)}");
        }

        await output.WriteLineAsync($"  end   ./run branch remove {branch}");
    }

    // Shorter where one stands in the tree.
    private static string Shown(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return relative.StartsWith("..", StringComparison.Ordinal) ? path : relative;
    }
}
