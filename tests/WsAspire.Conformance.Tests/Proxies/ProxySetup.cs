namespace WsAspire.Conformance.Tests.Proxies;

/// <summary>What a proxy is told at its start.</summary>
/// <param name="ControlPlane">Port of the control plane.</param>
/// <param name="Token">What the control plane wants to see.</param>
/// <param name="Doors">The services with their doors.</param>
/// <param name="AdminPort">Port of Envoy's admin interface; 0 is a free one. The gateway has none.</param>
public sealed record ProxySetup(int ControlPlane, string Token, IReadOnlyList<ProxyDoor> Doors, int AdminPort = 0);
