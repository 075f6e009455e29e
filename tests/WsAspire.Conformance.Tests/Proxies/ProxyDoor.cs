namespace WsAspire.Conformance.Tests.Proxies;

/// <summary>Where callers reach a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="Port">Port of the door.</param>
/// <param name="Origin">Port of the instance that serves while there is no control plane.</param>
public sealed record ProxyDoor(string Service, int Port, int Origin);
