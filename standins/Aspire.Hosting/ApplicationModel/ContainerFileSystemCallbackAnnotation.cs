namespace Aspire.Hosting.ApplicationModel;

/// <summary>Files that are put into a container before it starts.</summary>
public sealed class ContainerFileSystemCallbackAnnotation : IResourceAnnotation
{
    /// <summary>The folder in the container.</summary>
    public required string DestinationPath { get; init; }

    /// <summary>The owner's id; null for root.</summary>
    public int? DefaultOwner { get; init; }

    /// <summary>The group's id; null for root.</summary>
    public int? DefaultGroup { get; init; }

    /// <summary>What permissions are taken away.</summary>
    public UnixFileMode? Umask { get; set; }

    /// <summary>Makes the files.</summary>
    public required Func<ContainerFileSystemCallbackContext, CancellationToken, Task<IEnumerable<ContainerFileSystemItem>>> Callback { get; init; }
}
