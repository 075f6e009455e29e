using WsAspire.Hosting.Ports;

namespace Aspire.Hosting;

/// <summary>Puts chosen ports on endpoints.</summary>
public static class PortBuilderExtensions
{
    /// <summary>Uses the port that was chosen for this resource's endpoint, if one was.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="choices">What was chosen.</param>
    /// <param name="endpointName">The endpoint.</param>
    public static IResourceBuilder<T> WithChosenPort<T>(this IResourceBuilder<T> builder, PortChoices choices, string endpointName = "http")
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(choices);

        return builder.WithEndpoint(endpointName, endpoint => endpoint.Port = choices.PortFor(builder.Resource.Name, endpoint.Port));
    }
}
