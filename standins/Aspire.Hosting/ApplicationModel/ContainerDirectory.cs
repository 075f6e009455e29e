namespace Aspire.Hosting.ApplicationModel;

/// <summary>A folder that is put into a container.</summary>
public class ContainerDirectory : ContainerFileSystemItem
{
    /// <summary>What is in it.</summary>
    public IEnumerable<ContainerFileSystemItem> Entries { get; set; } = [];
}
