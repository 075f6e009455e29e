namespace Aspire.Hosting.ApplicationModel;

/// <summary>Reads the annotations of resources.</summary>
public static class ResourceExtensions
{
    /// <summary>Gets the annotation of that type that was added last.</summary>
    public static bool TryGetLastAnnotation<T>(this IResource resource, [NotNullWhen(true)] out T? annotation) where T : IResourceAnnotation
    {
        annotation = resource.Annotations.OfType<T>().LastOrDefault();
        return annotation is not null;
    }

    /// <summary>Gets the annotations of that type.</summary>
    public static bool TryGetAnnotationsOfType<T>(this IResource resource, [NotNullWhen(true)] out IEnumerable<T>? result) where T : IResourceAnnotation
    {
        var found = resource.Annotations.OfType<T>().ToList();
        result = found.Count > 0 ? found : null;
        return result is not null;
    }

    /// <summary>Whether there is an annotation of that type.</summary>
    public static bool HasAnnotationOfType<T>(this IResource resource) where T : IResourceAnnotation => resource.Annotations.OfType<T>().Any();

    /// <summary>Gets the endpoints.</summary>
    public static bool TryGetEndpoints(this IResource resource, [NotNullWhen(true)] out IEnumerable<EndpointAnnotation>? endpoints) =>
        resource.TryGetAnnotationsOfType(out endpoints);

    /// <summary>Gets the addresses that are shown.</summary>
    public static bool TryGetUrls(this IResource resource, [NotNullWhen(true)] out IEnumerable<ResourceUrlAnnotation>? urls) =>
        resource.TryGetAnnotationsOfType(out urls);

    /// <summary>Refers to the endpoints.</summary>
    public static IEnumerable<EndpointReference> GetEndpoints(this IResourceWithEndpoints resource) =>
        resource.Annotations.OfType<EndpointAnnotation>().Select(endpoint => new EndpointReference(resource, endpoint));

    /// <summary>Refers to the endpoint of that name.</summary>
    public static EndpointReference GetEndpoint(this IResourceWithEndpoints resource, string endpointName) => new(resource, endpointName);

    /// <summary>Gets the image of a container, with registry and tag.</summary>
    public static bool TryGetContainerImageName(this IResource resource, [NotNullWhen(true)] out string? imageName)
    {
        imageName = null;
        if (resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image))
        {
            var version = image.SHA256 is { } digest ? $"@sha256:{digest}" : image.Tag is { } tag ? $":{tag}" : "";
            imageName = (image.Registry is { } registry ? $"{registry}/" : "") + image.Image + version;
        }

        return imageName is not null;
    }

    /// <summary>How many of it run.</summary>
    public static int GetReplicaCount(this IResource resource) => resource.TryGetLastAnnotation<ReplicaAnnotation>(out var replicas) ? replicas.Replicas : 1;

    /// <summary>Whether it is left out of what is published.</summary>
    public static bool IsExcludedFromPublish(this IResource resource) =>
        resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var manifest) && manifest.Callback is null;
}
