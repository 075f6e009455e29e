namespace Aspire.Hosting.Orchestration;

/// <summary>Where people reach a resource: its endpoints, and the URLs that the model adds or changes.</summary>
internal static class ResourceUrls
{
    /// <summary>The URLs of a resource whose endpoints are allocated.</summary>
    public static async Task<ImmutableArray<UrlSnapshot>> OfAsync(IResource resource, RunServices run, CancellationToken cancellationToken)
    {
        List<ResourceUrlAnnotation> urls =
        [
            .. resource is not IResourceWithEndpoints owner ? [] : owner.GetEndpoints()
                .Select(endpoint => new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint }),
            .. resource.Annotations.OfType<ResourceUrlAnnotation>(),
        ];
        var context = new ResourceUrlsCallbackContext(run.ExecutionContext, resource, urls, cancellationToken) { Logger = run.Logs.GetLogger(resource) };
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return
        [
            .. urls.Select(url => new UrlSnapshot(
                url.Endpoint?.EndpointName,
                url.Url.StartsWith('/') && url.Endpoint is { } endpoint ? endpoint.Url + url.Url : url.Url,
                url.DisplayLocation == UrlDisplayLocation.DetailsOnly)),
        ];
    }
}
