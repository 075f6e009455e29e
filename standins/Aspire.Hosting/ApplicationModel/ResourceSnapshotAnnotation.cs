namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state that a resource has at first.</summary>
public sealed class ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) : IResourceAnnotation
{
    /// <summary>The state.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; } = initialSnapshot;
}
