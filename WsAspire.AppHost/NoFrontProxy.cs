namespace WsAspire.AppHost;

/// <summary>No proxy: the services have the doors themselves, and the default branch serves all.</summary>
internal sealed class NoFrontProxy : IFrontProxy
{
    /// <inheritdoc />
    public EndpointReference Open(IResourceBuilder<ProjectResource> service, int? port, IReadOnlyList<string> reads) =>
        service.WithEndpoint("http", endpoint => endpoint.Port = port).GetEndpoint("http");
}
