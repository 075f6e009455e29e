using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace WsOrder.Data;

/// <summary>Brings the database to this program's schema: waits for the server, takes a lock, creates, migrates and seeds.</summary>
/// <remarks>The lock is our own: the one of Pomelo 9 is none on MariaDB, whose GET_LOCK answers NULL to the timeout -1 without an error.</remarks>
internal sealed class DatabaseMigrator(OrderDbContext context, IOptions<MigrationOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan s_migrationTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromMilliseconds(250);
    private static readonly string[] s_names = ["Ada Lovelace", "Alan Turing", "Barbara Liskov", "Donald Knuth", "Grace Hopper", "Leslie Lamport"];

    private readonly MySqlConnectionStringBuilder _target = new(context.Database.GetConnectionString() ?? "");

    /// <summary>Migrates; does nothing where nothing is left to do.</summary>
    /// <param name="progress">Is told each step, a line each.</param>
    /// <param name="cancellationToken">Stops between and within steps.</param>
    /// <exception cref="TimeoutException">The server did not come up, or another migration did not end, within its bound.</exception>
    public async Task MigrateAsync(TextWriter progress, CancellationToken cancellationToken)
    {
        await using var server = await ConnectAsync(progress, cancellationToken);
        await LockAsync(server, progress, cancellationToken);
        await CreateDatabaseAsync(server, progress, cancellationToken);

        context.Database.SetCommandTimeout(s_migrationTimeout);
        var migrator = context.GetService<IMigrator>();
        foreach (var migration in await context.Database.GetPendingMigrationsAsync(cancellationToken))
        {
            await progress.WriteLineAsync($"Applying {migration}");
            await migrator.MigrateAsync(migration, cancellationToken);
        }

        await SeedAsync(progress, cancellationToken);
        await progress.WriteLineAsync($"Database {_target.Database} is up to date");
    }

    private async Task<MySqlConnection> ConnectAsync(TextWriter progress, CancellationToken cancellationToken)
    {
        var withoutDatabase = new MySqlConnectionStringBuilder(_target.ConnectionString) { Database = "", Pooling = false };
        var startedAt = clock.GetTimestamp();
        var isWaiting = false;
        while (true)
        {
            var connection = new MySqlConnection(withoutDatabase.ConnectionString);
            try
            {
                await connection.OpenAsync(cancellationToken);
                return connection;
            }
            catch (MySqlException exception) when (DatabaseFailure.IsServerAway(exception))
            {
                await connection.DisposeAsync();
                if (clock.GetElapsedTime(startedAt) >= options.Value.ServerWait)
                {
                    throw new TimeoutException(
                        $"The database server {_target.Server}:{_target.Port} did not come up within {options.Value.ServerWait} "
                        + $"(Migration:ServerWait): {exception.Message}");
                }

                if (!isWaiting)
                {
                    await progress.WriteLineAsync(
                        $"Waiting for the database server {_target.Server}:{_target.Port}, at most {options.Value.ServerWait}: {exception.Message}");
                    isWaiting = true;
                }
            }

            await Task.Delay(s_retryDelay, clock, cancellationToken);
        }
    }

    // Held until the connection ends, in whatever way.
    private async Task LockAsync(MySqlConnection server, TextWriter progress, CancellationToken cancellationToken)
    {
        if (await TryLockAsync(server, TimeSpan.Zero, cancellationToken))
        {
            return;
        }

        await progress.WriteLineAsync($"Waiting for another migration of {_target.Database}, at most {options.Value.LockWait}");
        if (!await TryLockAsync(server, options.Value.LockWait, cancellationToken))
        {
            throw new TimeoutException(
                $"Another migration of {_target.Database} did not end within {options.Value.LockWait} (Migration:LockWait).");
        }
    }

    private async Task<bool> TryLockAsync(MySqlConnection server, TimeSpan wait, CancellationToken cancellationToken)
    {
        // Lock names are known to the whole server and at most 64 characters long.
        var name = "ws-order-migrate-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_target.Database)).AsSpan(0, 8));
        await using var command = server.CreateCommand();
        command.CommandText = "SELECT GET_LOCK(@name, @wait)";
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("@name", name);
        command.Parameters.AddWithValue("@wait", (int)Math.Ceiling(wait.TotalSeconds));
        var got = await command.ExecuteScalarAsync(cancellationToken);
        return got is not DBNull && Convert.ToInt32(got, CultureInfo.InvariantCulture) == 1;
    }

    private async Task CreateDatabaseAsync(MySqlConnection server, TextWriter progress, CancellationToken cancellationToken)
    {
        await using var command = server.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM information_schema.schemata WHERE schema_name = @name";
        command.Parameters.AddWithValue("@name", _target.Database);
        if (Convert.ToInt32(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture) > 0)
        {
            return;
        }

        await progress.WriteLineAsync($"Creating database {_target.Database}");
        command.CommandText =
            $"CREATE DATABASE IF NOT EXISTS `{_target.Database.Replace("`", "``", StringComparison.Ordinal)}` "
            + $"CHARACTER SET utf8mb4 COLLATE {OrderDbContext.Collation}";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task SeedAsync(TextWriter progress, CancellationToken cancellationToken)
    {
        if (await context.Users.AnyAsync(cancellationToken))
        {
            return;
        }

        await progress.WriteLineAsync($"Seeding {s_names.Length} users");
        context.Users.AddRange(s_names.Select(name => new Domain.User(name)));
        await context.SaveChangesAsync(cancellationToken);
    }
}
