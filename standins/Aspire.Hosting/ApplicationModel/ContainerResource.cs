namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container.</summary>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    /// <summary>The program to start; null for the image's own.</summary>
    public string? Entrypoint { get; set; } = entrypoint;

    /// <summary>Whether arguments go through a shell.</summary>
    public bool? ShellExecution { get; set; }
}
