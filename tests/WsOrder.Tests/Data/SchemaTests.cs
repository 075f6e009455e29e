using System.Globalization;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;
using WsOrder.Data;

namespace WsOrder.Tests.Data;

public sealed class SchemaTests(DatabaseServer server) : IAsyncLifetime
{
    private OrderServices _services = null!;
    private string _connectionString = "";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_services, _connectionString) = await OrderServices.OnNewDatabaseAsync(server);

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Model_HasNoChange_WithoutMigration() =>
        await _services.UseAsync((OrderDbContext context) => Task.Run(() => Assert.False(context.Database.HasPendingModelChanges()), Cancelled));

    [Fact]
    public async Task Tables_AreThoseOfTheDesign_InOneCollation()
    {
        Assert.Equal(
            "idempotency_keys,orders,order_lines,user",
            await QueryAsync("SELECT GROUP_CONCAT(table_name ORDER BY table_name) FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name NOT LIKE '\\_\\_%'"));
        Assert.Equal(
            "utf8mb4_unicode_ci",
            await QueryAsync("SELECT GROUP_CONCAT(DISTINCT collation_name) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name NOT LIKE '\\_\\_%' AND collation_name IS NOT NULL"));
        Assert.Equal(
            "int(11) auto_increment;varchar(100) ''",
            await QueryAsync("SELECT CONCAT((SELECT CONCAT(column_type, ' ', extra) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'user' AND column_name = 'id'), ';', (SELECT CONCAT(column_type, ' ', column_default) FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name = 'user' AND column_name = 'name'))"));
    }

    [Theory]
    [InlineData("SELECT id FROM orders WHERE user_id = 1 AND id < REPEAT('x', 16) ORDER BY id DESC LIMIT 51", "ix_orders_user_id_id")]
    [InlineData("SELECT id FROM orders WHERE id < REPEAT('x', 16) ORDER BY id DESC LIMIT 51", "PRIMARY")]
    [InlineData("SELECT sku FROM order_lines WHERE order_id = REPEAT('x', 16) ORDER BY number", "PRIMARY")]
    [InlineData("DELETE FROM idempotency_keys WHERE created_at <= '2020-01-01' ORDER BY created_at LIMIT 1000", "ix_idempotency_keys_created_at")]
    public async Task Query_OfTheService_UsesItsIndexWithoutSorting(string sql, string index)
    {
        await FillAsync();

        await using var connection = new MySqlConnection(_connectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = new MySqlCommand("EXPLAIN " + sql, connection);
        await using var plan = await command.ExecuteReaderAsync(Cancelled);
        Assert.True(await plan.ReadAsync(Cancelled));
        Assert.Equal(index, plan["key"]);
        Assert.DoesNotContain("filesort", plan["Extra"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keyset_IsComparedAsItIsStored() => await _services.UseAsync((OrderDbContext context) =>
    {
        var last = Guid.NewGuid();
        var sql = context.Orders.Where(order => order.Id.CompareTo(last) < 0).ToQueryString();

        Assert.Contains("WHERE `o`.`id` < ", sql, StringComparison.Ordinal);
        return Task.CompletedTask;
    });

    private async Task FillAsync()
    {
        const string Numbers = "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 1000) ";
        await QueryAsync("INSERT INTO orders (id, user_id, total, currency, state, version, created_at) " + Numbers
            + "SELECT LPAD(i, 16, '0'), 1 + i % 5, 1, 'EUR', 1, 1, NOW(6) FROM n");
        await QueryAsync("INSERT INTO order_lines (order_id, number, sku, quantity, unit_price) SELECT id, 1, 'x', 1, 1 FROM orders");
        await QueryAsync("INSERT INTO idempotency_keys (`key`, fingerprint, order_id, created_at) " + Numbers
            + "SELECT i, REPEAT('x', 32), REPEAT('x', 16), NOW(6) FROM n");
        await QueryAsync("ANALYZE TABLE orders, order_lines, idempotency_keys");
    }

    private async Task<string> QueryAsync(string sql) =>
        Convert.ToString(await DatabaseServer.QueryAsync(_connectionString, sql), CultureInfo.InvariantCulture) ?? "";
}
