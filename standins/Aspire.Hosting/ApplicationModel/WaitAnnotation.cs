namespace Aspire.Hosting.ApplicationModel;

/// <summary>What a resource waits for before it starts.</summary>
public class WaitAnnotation(IResource resource, WaitType waitType, int exitCode = 0) : IResourceAnnotation
{
    /// <summary>The resource waited for.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>Until when.</summary>
    public WaitType WaitType { get; } = waitType;

    /// <summary>What happens when it fails; null for the default.</summary>
    public WaitBehavior? WaitBehavior { get; set; }

    /// <summary>The exit code that counts as success.</summary>
    public int ExitCode { get; } = exitCode;
}
