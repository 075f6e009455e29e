namespace Aspire.Hosting.ApplicationModel;

/// <summary>A program of the machine.</summary>
public class ExecutableResource(string name, string command, string workingDirectory)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>The program, by path or by name on PATH.</summary>
    public string Command { get; internal set; } = command;

    /// <summary>The folder it starts in, absolute.</summary>
    public string WorkingDirectory { get; } = workingDirectory;
}
