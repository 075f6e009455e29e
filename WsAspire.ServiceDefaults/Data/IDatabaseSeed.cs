using Microsoft.EntityFrameworkCore;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Fills a database that was migrated, each time that a migration was asked for. Register it as a scoped service.</summary>
/// <typeparam name="TContext">The context of the database.</typeparam>
public interface IDatabaseSeed<in TContext>
    where TContext : DbContext
{
    /// <summary>Adds what is missing. It runs under the migration's lock; it does nothing where nothing is missing.</summary>
    /// <param name="context">The migrated database.</param>
    /// <param name="progress">Is told each step, a line each.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task SeedAsync(TContext context, TextWriter progress, CancellationToken cancellationToken);
}
