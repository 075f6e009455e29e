namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a resource is written to the manifest; a null callback leaves it out.</summary>
public class ManifestPublishingCallbackAnnotation(Func<ManifestPublishingContext, Task>? callback) : IResourceAnnotation
{
    /// <summary>Writes by <paramref name="callback"/>.</summary>
    public ManifestPublishingCallbackAnnotation(Action<ManifestPublishingContext>? callback) : this(callback is null ? null : Callbacks.Of(callback)) { }

    /// <summary>Writes the content of the resource's object.</summary>
    public Func<ManifestPublishingContext, Task>? Callback { get; } = callback;

    /// <summary>Leaves a resource out.</summary>
    public static ManifestPublishingCallbackAnnotation Ignore { get; } = new((Func<ManifestPublishingContext, Task>?)null);
}
