using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The addresses of a resource while they are gathered.</summary>
public class ResourceUrlsCallbackContext(
    DistributedApplicationExecutionContext executionContext, IResource resource, List<ResourceUrlAnnotation>? urls = null,
    CancellationToken cancellationToken = default)
{
    /// <summary>The resource.</summary>
    public IResource Resource { get; } = resource;

    /// <summary>The addresses so far.</summary>
    public List<ResourceUrlAnnotation> Urls { get; } = urls ?? [];

    /// <summary>Cancels the gathering.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>The resource's log.</summary>
    public ILogger Logger { get; set; } = NullLogger.Instance;

    /// <summary>What is being done: run or publish.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = executionContext;

    /// <summary>Gets the endpoint of that name; null when the resource cannot have one.</summary>
    public EndpointReference? GetEndpoint(string name) => (Resource as IResourceWithEndpoints)?.GetEndpoint(name);
}
