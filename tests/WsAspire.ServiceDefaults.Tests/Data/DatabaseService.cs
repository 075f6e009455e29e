using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using MySqlConnector;
using WsAspire.Testing;

namespace WsAspire.ServiceDefaults.Tests.Data;

/// <summary>A service with a database of its own that has the sample's table.</summary>
internal static class DatabaseService
{
    /// <summary>Starts it on a new database of the server.</summary>
    public static async Task<SampleService> StartAsync(MySqlServer server, params string[] arguments) =>
        await StartAsync(await server.CreateDatabaseAsync(TestContext.Current.CancellationToken), arguments);

    /// <summary>Starts it on a database. The table is made by a connection of its own, outside of the database,
    /// so that the service's commands and connections are the test's alone.</summary>
    public static async Task<SampleService> StartAsync(string connectionString, params string[] arguments)
    {
        var target = new MySqlConnectionStringBuilder(connectionString);
        await using var connection = await OpenAsync(new MySqlConnectionStringBuilder(connectionString) { Database = "" }.ConnectionString);
        await connection.ExecuteAsync($"CREATE TABLE `{target.Database}`.Items (Id int AUTO_INCREMENT PRIMARY KEY, Name longtext NOT NULL)");
        return await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", "--ConnectionStrings:orders", connectionString, .. arguments],
            null,
            builder => builder.AddServiceDatabase<SampleContext>("orders"));
    }

    /// <summary>Opens a connection beside the service's own.</summary>
    public static async Task<MySqlConnection> OpenAsync(string connectionString)
    {
        var connection = new MySqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Opens a connection to the service's database.</summary>
    public static async Task<MySqlConnection> OpenAsync(this SampleService service) =>
        await OpenAsync(await service.UseAsync(context => Task.FromResult(context.Database.GetConnectionString()!)));

    /// <summary>Runs a statement.</summary>
    public static async Task ExecuteAsync(this MySqlConnection connection, string sql, MySqlTransaction? transaction = null)
    {
        await using var command = new MySqlCommand(sql, connection, transaction);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Uses the context as a call does.</summary>
    public static async Task<T> UseAsync<T>(this SampleService service, Func<SampleContext, Task<T>> use)
    {
        await using var scope = service.App.Services.CreateAsyncScope();
        return await use(scope.ServiceProvider.GetRequiredService<SampleContext>());
    }

    /// <summary>Stores rows and gives their ids.</summary>
    public static Task<int[]> AddAsync(this SampleService service, params string[] names) => service.UseAsync(async context =>
    {
        SampleItem[] items = [.. names.Select(name => new SampleItem { Name = name })];
        context.AddRange(items);
        await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        return items.Select(item => item.Id).ToArray();
    });

    /// <summary>Reads the names in the order of their ids, by a connection of its own.</summary>
    public static async Task<string?> NamesAsync(this MySqlServer server, string connectionString) => await server.QueryAsync(
        $"SELECT GROUP_CONCAT(Name ORDER BY Id) FROM `{new MySqlConnectionStringBuilder(connectionString).Database}`.Items", TestContext.Current.CancellationToken) as string;
}
