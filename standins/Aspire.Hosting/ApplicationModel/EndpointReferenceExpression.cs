namespace Aspire.Hosting.ApplicationModel;

/// <summary>Stands for a part of an endpoint's address.</summary>
public class EndpointReferenceExpression(EndpointReference endpointReference, EndpointProperty property)
    : IManifestExpressionProvider, IValueProvider, IValueWithReferences
{
    /// <summary>The endpoint.</summary>
    public EndpointReference Endpoint { get; } = endpointReference;

    /// <summary>The part.</summary>
    public EndpointProperty Property { get; } = property;

    /// <inheritdoc/>
    public string ValueExpression => Endpoint.Expression(Property);

    IEnumerable<object> IValueWithReferences.References => [Endpoint];

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        if (Property == EndpointProperty.Scheme || (Property == EndpointProperty.TargetPort && Endpoint.TargetPort is not null))
        {
            return Property == EndpointProperty.Scheme ? Endpoint.Scheme : $"{Endpoint.TargetPort}";
        }

        var allocated = await Endpoint.EndpointAnnotation.AllocatedEndpointSnapshot.GetValueAsync(cancellationToken);
        return Property switch
        {
            EndpointProperty.Url => allocated.UriString,
            EndpointProperty.Host => allocated.Address,
            EndpointProperty.IPV4Host => allocated.Address == "localhost" ? "127.0.0.1" : allocated.Address,
            EndpointProperty.HostAndPort => allocated.EndPointString,
            EndpointProperty.TargetPort => allocated.TargetPortExpression ?? $"{allocated.Port}",
            _ => $"{allocated.Port}",
        };
    }
}
