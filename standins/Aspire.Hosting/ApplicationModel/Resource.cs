namespace Aspire.Hosting.ApplicationModel;

/// <summary>The base of every resource.</summary>
[System.Diagnostics.DebuggerDisplay("{Name}")]
public abstract class Resource : IResource
{
    /// <summary>Creates a resource; throws <see cref="ArgumentException"/> for a name that breaks the rules.</summary>
    protected Resource(string name)
    {
        ModelName.Validate("Resource", name);
        Name = name;
    }

    /// <inheritdoc/>
    public virtual string Name { get; }

    /// <inheritdoc/>
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
