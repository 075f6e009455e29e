using WsAspire.Branching.Local;

namespace WsAspire.Hosting.Branches;

/// <summary>The instances of a service that one request started for a branch; they run on a copy of the build, so that the next build changes nothing under them.</summary>
/// <param name="Folder">Holds the copy and the logs.</param>
/// <param name="Instances">What is told of each.</param>
/// <param name="Processes">Their processes, in the same order.</param>
internal sealed record StartedBranch(string Folder, IReadOnlyList<StartedInstance> Instances, IReadOnlyList<BranchProcess> Processes)
{
    private const string Copy = "bin";

    /// <summary>Starts the instances.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="service">The service in this system.</param>
    /// <param name="folder">A folder of its own.</param>
    public static StartedBranch Start(BranchRequest request, RunningService service, string folder)
    {
        var source = Path.GetDirectoryName(request.Program!)!;
        var copy = Path.Combine(folder, Copy);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        var program = Path.Combine(copy, Path.GetFileName(request.Program!));
        var project = Path.GetDirectoryName(Path.Combine(request.Worktree!, service.Project))!;
        StartedInstance[] instances =
        [
            .. Enumerable.Range(1, request.Replicas).Select(number =>
                new StartedInstance(request.Branch!, service.Name, Ports.FreePort.Take(), Path.Combine(folder, $"{number}.log"), request.Worktree!)),
        ];
        return new StartedBranch(folder, instances, [.. instances.Select(instance => Run(instance, service, program, project))]);
    }

    /// <summary>Ends all of them at once, and removes the copy; the logs stay.</summary>
    public async Task StopAsync(TimeSpan bound)
    {
        await Task.WhenAll(Processes.Select(process => process.StopAsync(bound)));
        foreach (var process in Processes)
        {
            process.Dispose();
        }

        try
        {
            Directory.Delete(Path.Combine(Folder, Copy), recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // The folder of an ephemeral system goes as a whole.
        }
    }

    private static BranchProcess Run(StartedInstance instance, RunningService service, string program, string project)
    {
        var environment = new Dictionary<string, string>(service.Environment)
        {
            ["ASPNETCORE_URLS"] = $"http://localhost:{instance.Port}",
            ["Branching__Branch"] = instance.Branch,
        };
        return BranchProcess.Start(program, project, environment, instance.Log);
    }
}
