namespace Aspire.Hosting.ApplicationModel;

/// <summary>A file that is put into a container.</summary>
public abstract class ContainerFileBase : ContainerFileSystemItem
{
    /// <summary>The text.</summary>
    public string? Contents { get; set; }

    /// <summary>The file on this machine.</summary>
    public string? SourcePath { get; set; }
}
