namespace Aspire.Hosting.ApplicationModel;

/// <summary>A file or folder that is put into a container.</summary>
public abstract class ContainerFileSystemItem
{
    /// <summary>The name, without a folder.</summary>
    public string Name { get; set; } = "";

    /// <summary>The owner's id; null for the default.</summary>
    public int? Owner { get; set; }

    /// <summary>The group's id; null for the default.</summary>
    public int? Group { get; set; }

    /// <summary>The permissions; 0 for the default.</summary>
    public UnixFileMode Mode { get; set; }
}
