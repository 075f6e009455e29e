namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address that is shown for a resource.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>The address; relative to the endpoint when it starts with a slash.</summary>
    public required string Url { get; set; }

    /// <summary>What is shown instead of the address.</summary>
    public string? DisplayText { get; set; }

    /// <summary>The order; higher comes first.</summary>
    public int? DisplayOrder { get; set; }

    /// <summary>The endpoint that it belongs to.</summary>
    public EndpointReference? Endpoint { get; init; }

    /// <summary>Where it is shown.</summary>
    public UrlDisplayLocation DisplayLocation { get; set; }
}
