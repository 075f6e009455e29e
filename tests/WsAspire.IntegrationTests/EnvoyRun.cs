namespace WsAspire.IntegrationTests;

/// <summary>The system behind a real Envoy.</summary>
public sealed class EnvoyRun() : ProxiedRun("envoy");
