using MySqlConnector;
using WsAspire.Testing;
using WsOrder.Tests;

[assembly: AssemblyFixture(typeof(DatabaseServer))]

namespace WsOrder.Tests;

/// <summary>The MariaDB that all tests share; each takes a database of its own.</summary>
public sealed class DatabaseServer : IAsyncLifetime
{
    private MySqlServer? _server;

    public string ConnectionString => Server.ConnectionString;

    private MySqlServer Server => _server ?? throw new InvalidOperationException("The server was not started.");

    public async ValueTask InitializeAsync()
    {
        _server = await MySqlServer.StartAsync(TestContext.Current.CancellationToken);
        await QueryAsync(ConnectionString, "SET GLOBAL userstat = 1"); // counts the rows that are read
        await QueryAsync(ConnectionString, "SET GLOBAL max_connections = 2000"); // each test has pools of its own
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;

    public Task<string> CreateDatabaseAsync() => Server.CreateDatabaseAsync(TestContext.Current.CancellationToken);

    /// <summary>Connection string of a database that does not exist yet.</summary>
    public string NameDatabase() => $"{ConnectionString};Database=t_{Guid.NewGuid():n}";

    /// <summary>Runs one statement and reads its first value.</summary>
    public static async Task<object?> QueryAsync(string connectionString, string sql)
    {
        await using var connection = new MySqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
