namespace WsAspire.Hosting.Envoy;

/// <summary>One service as a proxy serves it: where callers come in, and who answers while there is no control plane.</summary>
/// <param name="Service">The resource name of the service, a DNS label; its clusters are <c>Service/branch</c>.</param>
/// <param name="Port">The port of the front door, 1 to 65535.</param>
/// <param name="Origin">The service's own endpoint, which serves the default branch.</param>
/// <param name="Reads">Paths of rpcs that may be repeated, such as <c>/hello.HelloHTTP/SayHello</c>.</param>
/// <param name="TlsPort">The port of the same door over TLS; null is none.</param>
internal sealed record EnvoyFrontDoor(string Service, int Port, EnvoyAddress Origin, IReadOnlyList<string> Reads, int? TlsPort = null);
