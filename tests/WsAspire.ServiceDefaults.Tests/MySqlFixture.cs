using WsAspire.ServiceDefaults.Tests;
using WsAspire.Testing;

[assembly: AssemblyFixture(typeof(MySqlFixture))]

namespace WsAspire.ServiceDefaults.Tests;

/// <summary>One database server for all tests that only need one that runs.</summary>
public sealed class MySqlFixture : IAsyncLifetime
{
    public MySqlServer Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await MySqlServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
