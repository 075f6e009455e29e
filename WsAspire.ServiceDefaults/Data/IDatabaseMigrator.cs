namespace WsAspire.ServiceDefaults.Data;

/// <summary>Brings a database to this program's schema.</summary>
public interface IDatabaseMigrator
{
    /// <summary>Migrates; does nothing where nothing is left to do.</summary>
    /// <param name="progress">Is told each step, a line each.</param>
    /// <param name="cancellationToken">Stops between and within steps.</param>
    /// <exception cref="TimeoutException">The server did not come up, or another migration did not end, within its bound.</exception>
    Task MigrateAsync(TextWriter progress, CancellationToken cancellationToken);
}
