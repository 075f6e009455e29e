using System.Globalization;
using MySqlConnector;
using WsAspire.Testing;

namespace WsBff.Tests.Hosts;

/// <summary>The BFF, the real ws-order and a real database of their own.</summary>
public sealed class RealSystem : IAsyncDisposable
{
    private readonly string _database;

    private RealSystem(string database, OrderProcess order, BffServer bff)
    {
        _database = database;
        Order = order;
        Bff = bff;
    }

    /// <summary>The real ws-order.</summary>
    public OrderProcess Order { get; }

    /// <summary>The BFF.</summary>
    public BffServer Bff { get; }

    /// <summary>A client that holds every answer against the OpenAPI document.</summary>
    public HttpClient Client => Bff.Client;

    /// <summary>Starts all of it on a database of its own.</summary>
    /// <param name="server">Has the database.</param>
    /// <param name="settings">More configuration of the BFF.</param>
    /// <param name="orderSettings">More configuration of ws-order, by the names of environment variables.</param>
    public static async Task<RealSystem> StartAsync(
        MySqlServer server, IReadOnlyDictionary<string, string>? settings = null, IReadOnlyDictionary<string, string>? orderSettings = null)
    {
        var database = await server.CreateDatabaseAsync();
        var order = await OrderProcess.StartAsync(database, orderSettings);
        return new RealSystem(database, order, await BffServer.StartAsync(order.Address, settings));
    }

    /// <summary>Adds a user.</summary>
    /// <returns>Its id.</returns>
    public async Task<int> AddUserAsync(string name)
    {
        await using var connection = await OpenAsync();
        await using var command = new MySqlCommand("INSERT INTO `user` (name) VALUES (@name); SELECT LAST_INSERT_ID()", connection);
        command.Parameters.AddWithValue("@name", name);
        return Convert.ToInt32(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>Counts the orders of a user, past both services.</summary>
    public async Task<int> CountOrdersAsync(int userId)
    {
        await using var connection = await OpenAsync();
        await using var command = new MySqlCommand("SELECT COUNT(*) FROM orders WHERE user_id = @user", connection);
        command.Parameters.AddWithValue("@user", userId);
        return Convert.ToInt32(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>The connection: what it locked stays locked until it is disposed.</returns>
    public async Task<MySqlConnection> ExecuteAsync(string sql)
    {
        var connection = await OpenAsync();
        await using var command = new MySqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Bff.DisposeAsync();
        await Order.DisposeAsync();
    }

    private async Task<MySqlConnection> OpenAsync()
    {
        var connection = new MySqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }
}
