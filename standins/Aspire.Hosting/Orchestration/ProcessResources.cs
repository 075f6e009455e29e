using System.Diagnostics;
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

        start.FileName = SessionLauncher.FindOnPath(start.FileName, start.WorkingDirectory)
            ?? throw new DistributedApplicationException($"There is no program '{start.FileName}' (looked in {(start.FileName.Contains('/', StringComparison.Ordinal) ? start.WorkingDirectory : "PATH")}).");
        var logger = run.Logs.GetLogger(resource);
        var arguments = new List<object>();
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(new CommandLineArgsCallbackContext(arguments, resource, cancellationToken) { ExecutionContext = run.ExecutionContext, Logger = logger });
        }

        var environment = new EnvironmentCallbackContext(run.ExecutionContext, resource, cancellationToken: cancellationToken) { Logger = logger };
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await annotation.Callback(environment);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(fill(await ValueOfAsync(argument, cancellationToken) ?? ""));
        }

        Array.ForEach(s_ofTheAppHost, name => start.Environment.Remove(name));
        foreach (var (name, value) in environment.EnvironmentVariables)
        {
            start.Environment[name] = await ValueOfAsync(value, cancellationToken) is { } text ? fill(text) : null;
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

    private static async ValueTask<string?> ValueOfAsync(object value, CancellationToken cancellationToken) => value switch
    {
        string text => text,
        IValueProvider provider => await provider.GetValueAsync(cancellationToken),
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => await provider.GetValueAsync(cancellationToken),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture),
    };
}
