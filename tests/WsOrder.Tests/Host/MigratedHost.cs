namespace WsOrder.Tests.Host;

/// <summary>One host on one migrated database for the tests of a class.</summary>
public sealed class MigratedHost(DatabaseServer server) : IAsyncLifetime
{
    private OrderHost? _host;

    internal OrderHost Host => _host ?? throw new InvalidOperationException("The host was not started.");

    public async ValueTask InitializeAsync() => _host = await OrderHost.StartOnNewDatabaseAsync(server);

    public ValueTask DisposeAsync() => _host?.DisposeAsync() ?? ValueTask.CompletedTask;
}
