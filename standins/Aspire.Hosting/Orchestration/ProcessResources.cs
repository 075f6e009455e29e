using System.Diagnostics;
using System.Globalization;
using Aspire.Hosting.StandIns;

namespace Aspire.Hosting.Orchestration;

/// <summary>Which resources run as processes of this machine, and how.</summary>
internal static class ProcessResources
{
    // What an IDE or `dotnet run` set for the AppHost itself.
    private static readonly string[] s_ofTheAppHost = ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    /// <summary>Whether we start it: projects and executables.</summary>
    public static bool RunsAsProcess(IResource resource) => resource is ProjectResource or ExecutableResource;

    /// <summary>Whether its state is its own, and not its parent's.</summary>
    public static bool HasOwnLifetime(IResource resource) =>
        RunsAsProcess(resource) || resource is ContainerResource or ParameterResource or ConnectionStringResource or not IResourceWithParent;

    /// <summary>The resource's name, with the number of the replica where there are several.</summary>
    public static string Label(IResource resource, string id) =>
        resource.TryGetLastAnnotation<ResourceInstancesAnnotation>(out var instances) && instances.Ids.Count > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{resource.Name}/{instances.Ids.ToList().IndexOf(id) + 1}")
            : resource.Name;

    /// <summary>The command line of one replica: program, arguments, environment, folder.</summary>
    /// <exception cref="DistributedApplicationException">There is no such program or folder.</exception>
    public static async Task<ProcessStartInfo> CommandAsync(
        IResource resource, Func<string, string> fill, RunServices run, CancellationToken cancellationToken)
    {
        var start = Program(resource);
        if (!Directory.Exists(start.WorkingDirectory))
        {
            throw new DistributedApplicationException($"The folder '{start.WorkingDirectory}' does not exist.");
        }

        var place = start.FileName.Contains('/', StringComparison.Ordinal) ? start.WorkingDirectory : "PATH";
        start.FileName = SessionLauncher.FindOnPath(start.FileName, start.WorkingDirectory)
            ?? throw new DistributedApplicationException($"There is no program '{start.FileName}' (looked in {place}).");
        var logger = run.Logs.GetLogger(resource);
        foreach (var argument in await ResourceEvaluation.ArgumentsAsync(resource, run.ExecutionContext, logger, cancellationToken))
        {
            start.ArgumentList.Add(fill(argument.Value));
        }

        Array.ForEach(s_ofTheAppHost, name => start.Environment.Remove(name));
        foreach (var variable in await ResourceEvaluation.EnvironmentAsync(resource, run.ExecutionContext, logger, cancellationToken))
        {
            start.Environment[variable.Name] = fill(variable.Value);
        }

        return start;
    }

    private static ProcessStartInfo Program(IResource resource)
    {
        if (resource is ExecutableResource executable)
        {
            return new ProcessStartInfo(executable.Command) { WorkingDirectory = executable.WorkingDirectory };
        }

        var project = resource.Annotations.OfType<IProjectMetadata>().LastOrDefault()
            ?? throw new DistributedApplicationException($"Project resource '{resource.Name}' has no project.");
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = Path.GetDirectoryName(project.ProjectPath) };
        string[] line = project is IBuiltProject built && File.Exists(built.AssemblyPath)
            ? ["exec", built.AssemblyPath]
            : ["run", "--no-build", "--no-launch-profile", "--project", project.ProjectPath, "--"];
        Array.ForEach(line, start.ArgumentList.Add);
        return start;
    }
}
