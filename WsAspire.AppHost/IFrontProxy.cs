namespace WsAspire.AppHost;

/// <summary>A kind of proxy that stands before the services.</summary>
internal interface IFrontProxy
{
    /// <summary>Opens the door of a service.</summary>
    /// <param name="service">The service, whose endpoint <c>http</c> says nothing of its port yet.</param>
    /// <param name="port">The port that callers know; null is a free one.</param>
    /// <param name="reads">Paths of rpcs that may be repeated.</param>
    /// <returns>The door's address.</returns>
    EndpointReference Open(IResourceBuilder<ProjectResource> service, int? port, IReadOnlyList<string> reads);
}
