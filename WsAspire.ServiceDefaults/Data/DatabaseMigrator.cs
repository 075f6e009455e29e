using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Options;
using MySqlConnector;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Brings the database to this program's schema: waits for the server, takes a lock, creates, migrates and seeds.</summary>
/// <remarks>The lock is our own: the one of Pomelo 9 is none on MariaDB, whose GET_LOCK answers NULL to the timeout -1 without an error.</remarks>
internal sealed class DatabaseMigrator<TContext>(
    TContext context, IEnumerable<IDatabaseSeed<TContext>> seeds, IOptions<MigrationOptions> options, TimeProvider clock) : IDatabaseMigrator
    where TContext : DbContext
{
    private static readonly TimeSpan s_migrationTimeout = TimeSpan.FromHours(1);
    private static readonly TimeSpan s_retryDelay = TimeSpan.FromMilliseconds(250);

    private readonly MySqlConnectionStringBuilder _target = new(context.Database.GetConnectionString() ?? "");

    /// <inheritdoc />
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

        foreach (var seed in seeds)
        {
            await seed.SeedAsync(context, progress, cancellationToken);
        }

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
            catch (MySqlException exception) when (IsServerAway(exception))
            {
                await connection.DisposeAsync();
                if (!isWaiting && options.Value.ServerWait > TimeSpan.Zero)
                {
                    await progress.WriteLineAsync(
                        $"Waiting for the database server {_target.Server}:{_target.Port}, at most {options.Value.ServerWait}: {exception.Message}");
                    isWaiting = true;
                }

                if (clock.GetElapsedTime(startedAt) >= options.Value.ServerWait)
                {
                    throw new TimeoutException(
                        $"The database server {_target.Server}:{_target.Port} did not come up within {options.Value.ServerWait} "
                        + $"(Migration:ServerWait): {exception.Message}");
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
        var name = "ws-migrate-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(_target.Database)).AsSpan(0, 8));
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
            + $"CHARACTER SET utf8mb4 COLLATE {DatabaseDefaults.Collation}";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // None is what the driver throws of itself: a connection that broke half-way.
    private static bool IsServerAway(MySqlException failure) => failure.IsTransient || failure.ErrorCode
        is MySqlErrorCode.None or MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ServerShutdown
        or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections;
}
