namespace WsAspire.Hosting.Envoy;

/// <summary>The ports of a door.</summary>
/// <param name="Port">The one that callers know, where something stands before the proxy; null is a free one.</param>
/// <param name="TargetPort">The one at which the proxy listens.</param>
/// <param name="IsProxied">Whether something of the orchestrator stands before the proxy.</param>
internal readonly record struct EnvoyDoorPort(int? Port, int TargetPort, bool IsProxied);
