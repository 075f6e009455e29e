namespace WsAspire.ServiceDefaults.Data;

/// <summary>Stands where no database is configured: says what to set.</summary>
internal sealed class NoDatabaseMigrator(string name) : IDatabaseMigrator
{
    /// <inheritdoc />
    public Task MigrateAsync(TextWriter progress, CancellationToken cancellationToken) =>
        Task.FromException(new DatabaseNotConfiguredException(name));
}
