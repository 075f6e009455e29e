namespace WsAspire.IntegrationTests;

/// <summary>The system behind WsGateway.</summary>
public sealed class GatewayRun() : ProxiedRun("gateway");
