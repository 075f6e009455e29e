using MySqlConnector;
using WsAspire.Testing;

namespace WsOrder.Tests.Host;

public sealed class MigrateCommandTests(DatabaseServer server)
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrate_NoDatabase_CreatesMigratesSeedsAndTellsEachStep()
    {
        var database = server.NameDatabase();

        var (exitCode, output) = await RunAsync(database);

        Assert.Equal(0, exitCode);
        Assert.Contains("Creating database t_", output, StringComparison.Ordinal);
        Assert.Contains("_Initial", output, StringComparison.Ordinal);
        Assert.Contains("Seeding 6 users", output, StringComparison.Ordinal);
        Assert.Contains("is up to date", output, StringComparison.Ordinal);
        Assert.Equal("utf8mb4_unicode_ci", await DatabaseServer.QueryAsync(database, "SELECT @@collation_database"));
    }

    [Fact]
    public async Task Migrate_Again_ChangesNothing()
    {
        var database = server.NameDatabase();
        await RunAsync(database);

        var (exitCode, output) = await RunAsync(database);

        Assert.Equal(0, exitCode);
        Assert.DoesNotContain("Applying", output, StringComparison.Ordinal);
        Assert.Equal(6L, await DatabaseServer.QueryAsync(database, "SELECT COUNT(*) FROM user"));
    }

    [Fact]
    public async Task Migrate_ThreeAtOnce_OneWorksTheOthersFindItDone()
    {
        var database = server.NameDatabase();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => RunAsync(database)));

        Assert.All(outcomes, outcome => Assert.Equal(0, outcome.ExitCode));
        Assert.Single(outcomes, outcome => outcome.Output.Contains("Applying", StringComparison.Ordinal));
        Assert.Equal(6L, await DatabaseServer.QueryAsync(database, "SELECT COUNT(*) FROM user"));
    }

    [Fact]
    public async Task Migrate_LockIsHeld_WaitsAndSaysSo()
    {
        var database = server.NameDatabase();
        await using var holder = await HoldLockAsync(database);

        await using var migration = OrderHost.Migrate(database);
        await WaitForAsync(migration, "Waiting for another migration of t_");
        Assert.False(migration.HasExited);
        await holder.DisposeAsync();
        await migration.WaitForExitAsync(Cancelled);

        Assert.Equal(0, migration.ExitCode);
    }

    [Fact]
    public async Task Migrate_LockIsNotGivenBack_FailsInOneLineAtTheBound()
    {
        var database = server.NameDatabase();
        await using var holder = await HoldLockAsync(database);

        var (exitCode, output) = await RunAsync(database, "--Migration:LockWait=00:00:01");

        Assert.Equal(1, exitCode);
        Assert.Contains("WsOrder migrate failed: Another migration of t_", LastLineOf(output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_ServerIsDown_WaitsSaysSoAndFailsInOneLineAtTheBound()
    {
        var port = ServiceProcess.FreePort();

        var (exitCode, output) = await RunAsync($"Server=127.0.0.1;Port={port};Database=x", "--Migration:ServerWait=00:00:01");

        Assert.Equal(1, exitCode);
        Assert.Contains($"Waiting for the database server 127.0.0.1:{port}", output, StringComparison.Ordinal);
        Assert.StartsWith($"WsOrder migrate failed: The database server 127.0.0.1:{port} did not come up", LastLineOf(output), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_ServerComesUpLate_Works()
    {
        await using var late = await MySqlServer.StartAsync(Cancelled);
        await late.StopAsync();

        await using var migration = OrderHost.Migrate(late.ConnectionString + ";Database=orders", "--Migration:ServerWait=00:05:00");
        await WaitForAsync(migration, "Waiting for the database server");
        await late.RestartAsync(Cancelled);
        await migration.WaitForExitAsync(Cancelled);

        Assert.Equal(0, migration.ExitCode);
    }

    [Theory]
    [InlineData(null, "No database is configured: set ConnectionStrings:orders")]
    [InlineData("Server=127.0.0.1;Port={port};User ID=nobody;Password=secret;Database=x", "Access denied for user 'nobody'")]
    public async Task Migrate_WhatWaitingCannotHelp_FailsAtOnceInOneLine(string? connectionString, string message)
    {
        var port = new MySqlConnectionStringBuilder(server.ConnectionString).Port;

        var (exitCode, output) = await RunAsync(connectionString?.Replace("{port}", $"{port}", StringComparison.Ordinal));

        Assert.Equal(1, exitCode);
        Assert.Contains("WsOrder migrate failed: " + message, LastLineOf(output), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DELETE FROM __EFMigrationsHistory")]
    [InlineData("DELETE FROM __EFMigrationsHistory; DROP INDEX ix_idempotency_keys_created_at ON idempotency_keys")]
    [InlineData("DELETE FROM __EFMigrationsHistory; DROP TABLE order_lines, orders")]
    [InlineData("DROP TABLE __EFMigrationsHistory, order_lines, orders, user")]
    public async Task Migrate_AfterOneThatGotThisFar_Finishes(string undo)
    {
        await using var services = OrderServices.On(server.NameDatabase());
        await services.MigrateAsync();
        await DatabaseServer.QueryAsync(services.ConnectionString, undo);

        await services.MigrateAsync();

        await services.PlaceAsync(Requests.Order());
        Assert.Equal(1L, await DatabaseServer.QueryAsync(services.ConnectionString, "SELECT COUNT(*) FROM __EFMigrationsHistory"));
        Assert.NotNull(await DatabaseServer.QueryAsync(
            services.ConnectionString, "SHOW INDEX FROM idempotency_keys WHERE key_name = 'ix_idempotency_keys_created_at'"));
    }

    [Fact]
    public async Task Migrate_Killed_NextOneFinishes()
    {
        var database = server.NameDatabase();
        await using (var first = OrderHost.Migrate(database))
        {
            await WaitForAsync(first, "Applying");
        }

        var (exitCode, output) = await RunAsync(database);

        Assert.True(exitCode == 0, output);
        Assert.Equal(6L, await DatabaseServer.QueryAsync(database, "SELECT COUNT(*) FROM user"));
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string? connectionString, params string[] arguments)
    {
        await using var process = OrderHost.Migrate(connectionString, arguments);
        await process.WaitForExitAsync(Cancelled);
        return (process.ExitCode, process.Output);
    }

    private static async Task WaitForAsync(LeashedProcess process, string text)
    {
        while (!process.Output.Contains(text, StringComparison.Ordinal))
        {
            Assert.False(process.HasExited, process.Output);
            await Task.Delay(20, Cancelled);
        }
    }

    private static async Task<MySqlConnection> HoldLockAsync(string database)
    {
        var name = new MySqlConnectionStringBuilder(database).Database;
        var connection = new MySqlConnection(new MySqlConnectionStringBuilder(database) { Database = "", Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = new MySqlCommand("SELECT GET_LOCK(CONCAT('ws-migrate-', LEFT(SHA2(@name, 256), 16)), 0)", connection);
        command.Parameters.AddWithValue("@name", name);
        Assert.Equal(1, Convert.ToInt32(await command.ExecuteScalarAsync(Cancelled), null));
        return connection;
    }

    private static string LastLineOf(string output) => output.TrimEnd().Split('\n')[^1];
}
