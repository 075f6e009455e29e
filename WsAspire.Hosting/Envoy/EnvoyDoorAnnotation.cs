namespace WsAspire.Hosting.Envoy;

/// <summary>A service that is behind a proxy.</summary>
/// <param name="Service">Name of the service's resource, and of the proxy's endpoint for it.</param>
/// <param name="Origin">The service's own endpoint.</param>
/// <param name="Reads">Paths of rpcs that may be repeated.</param>
internal sealed record EnvoyDoorAnnotation(string Service, EndpointReference Origin, IReadOnlyList<string> Reads);
