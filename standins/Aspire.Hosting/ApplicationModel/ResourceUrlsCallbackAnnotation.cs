namespace Aspire.Hosting.ApplicationModel;

/// <summary>Adds or changes addresses that are shown for a resource.</summary>
public sealed class ResourceUrlsCallbackAnnotation(Func<ResourceUrlsCallbackContext, Task> callback) : IResourceAnnotation
{
    /// <summary>Adds or changes them.</summary>
    public Func<ResourceUrlsCallbackContext, Task> Callback { get; } = callback;
}
