namespace WsAspire.IntegrationTests;

public sealed class EnvoySystemTests(EnvoyRun system) : ProxiedSystemTests(system), IClassFixture<EnvoyRun>;
