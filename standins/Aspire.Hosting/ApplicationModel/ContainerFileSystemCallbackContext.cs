namespace Aspire.Hosting.ApplicationModel;

/// <summary>For which container files are made.</summary>
public sealed class ContainerFileSystemCallbackContext
{
    /// <summary>The services.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The container.</summary>
    public required IResource Model { get; init; }
}
