namespace Aspire.Hosting.ApplicationModel;

/// <summary>Stands for an endpoint of a resource, which may get its address later.</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    private EndpointAnnotation? _endpoint;

    /// <summary>Refers to <paramref name="endpoint"/>.</summary>
    public EndpointReference(IResourceWithEndpoints owner, EndpointAnnotation endpoint) : this(owner, endpoint.Name) => _endpoint = endpoint;

    /// <summary>The endpoint; throws <see cref="InvalidOperationException"/> when there is none.</summary>
    public EndpointAnnotation EndpointAnnotation => Find()
        ?? throw new InvalidOperationException(ErrorMessage ?? $"The endpoint `{EndpointName}` is not defined for the resource `{Resource.Name}`.");

    /// <summary>The resource.</summary>
    public IResourceWithEndpoints Resource { get; } = owner;

    /// <summary>The endpoint's name.</summary>
    public string EndpointName { get; } = endpointName;

    /// <summary>The message of the error when the endpoint is missing; null for the usual one.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Whether it has an address.</summary>
    public bool IsAllocated => Find()?.AllocatedEndpoint is not null;

    /// <summary>Whether the resource has such an endpoint.</summary>
    public bool Exists => Find() is not null;

    /// <summary>Whether the scheme is http.</summary>
    public bool IsHttp => Scheme == "http";

    /// <summary>Whether the scheme is https.</summary>
    public bool IsHttps => Scheme == "https";

    /// <summary>The port; throws when it has no address yet.</summary>
    public int Port => Allocated.Port;

    /// <summary>The port that the resource listens on, where it is fixed.</summary>
    public int? TargetPort => EndpointAnnotation.TargetPort;

    /// <summary>The host; throws when it has no address yet.</summary>
    public string Host => Allocated.Address;

    /// <summary>The scheme.</summary>
    public string Scheme => EndpointAnnotation.UriScheme;

    /// <summary>The address; throws when it has none yet.</summary>
    public string Url => Allocated.UriString;

    string IManifestExpressionProvider.ValueExpression => Expression(EndpointProperty.Url);

    IEnumerable<object> IValueWithReferences.References => [Resource];

    private AllocatedEndpoint Allocated => EndpointAnnotation.AllocatedEndpoint
        ?? throw new InvalidOperationException($"The endpoint `{EndpointName}` is not allocated for the resource `{Resource.Name}`.");

    /// <inheritdoc/>
    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => Property(EndpointProperty.Url).GetValueAsync(cancellationToken);

    /// <summary>Refers to a part of the address.</summary>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    internal string Expression(EndpointProperty property)
    {
        string Part(string name) => $"{{{Resource.Name}.bindings.{EndpointName}.{name}}}";
        return property switch
        {
            EndpointProperty.HostAndPort => $"{Part("host")}:{Part("port")}",
            EndpointProperty.IPV4Host => Part("host"),
            EndpointProperty.TargetPort => Part("targetPort"),
            _ => Part(property.ToString().ToLowerInvariant()),
        };
    }

    private EndpointAnnotation? Find() => _endpoint ??= Resource.Annotations.OfType<EndpointAnnotation>()
        .FirstOrDefault(e => string.Equals(e.Name, EndpointName, StringComparison.OrdinalIgnoreCase));
}
