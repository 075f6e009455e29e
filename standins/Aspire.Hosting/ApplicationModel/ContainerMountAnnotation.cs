namespace Aspire.Hosting.ApplicationModel;

/// <summary>A folder, a file or a volume within a container.</summary>
public sealed class ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly) : IResourceAnnotation
{
    /// <summary>The path on this machine or the volume's name; null for a volume without a name.</summary>
    public string? Source { get; } = source ?? (type == ContainerMountType.BindMount ? throw new ArgumentNullException(nameof(source)) : null);

    /// <summary>The path within the container.</summary>
    public string Target { get; } = target;

    /// <summary>Bind mount or volume.</summary>
    public ContainerMountType Type { get; } = type;

    /// <summary>Whether it cannot be written.</summary>
    public bool IsReadOnly { get; } = isReadOnly;
}
