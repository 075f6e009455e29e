namespace WsAspire.IntegrationTests;

public sealed class GatewaySystemTests(GatewayRun system) : ProxiedSystemTests(system), IClassFixture<GatewayRun>;
