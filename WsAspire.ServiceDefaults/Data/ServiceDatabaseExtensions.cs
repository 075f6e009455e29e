using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Configuration;
using WsAspire.ServiceDefaults.Data;
using WsAspire.ServiceDefaults.Health;
using WsAspire.ServiceDefaults.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers the database of a service.</summary>
public static class ServiceDatabaseExtensions
{
    // What the SQL is written for. It is never asked of the server, which may be down.
    private const string ServerVersion = "8.0.36-mysql";

    /// <summary>Registers a pooled context of the database, where one is configured.</summary>
    /// <typeparam name="TContext">The context; it is resolved per call.</typeparam>
    /// <param name="builder">Gives the configuration and takes the services.</param>
    /// <param name="name">Name below <c>ConnectionStrings</c>, and of the database where <c>database:dbname</c> is not set.</param>
    /// <returns>False when neither <c>ConnectionStrings:NAME</c> nor <c>database:host</c> is configured; nothing is registered then.</returns>
    /// <remarks>Commands are not repeated. The health of the database is its own: neither liveness nor readiness depend on it.</remarks>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A key of <c>database</c> has a value that is not allowed.</exception>
    public static bool AddServiceDatabase<TContext>(this IHostApplicationBuilder builder, string name)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        var options = StrictSection.Read<DatabaseOptions>(builder.Configuration, DatabaseOptions.SectionName);
        var connectionString = builder.Configuration.GetConnectionString(name);
        connectionString = string.IsNullOrWhiteSpace(connectionString) ? null : connectionString;
        if (connectionString is null && string.IsNullOrWhiteSpace(options.Host))
        {
            return false;
        }

        var exported = ServiceTelemetryExtensions.IsExported(builder.Configuration);
        var pooled = DatabasePool.BuildConnectionString(options, connectionString, name);
        builder.AddMySqlDbContext<TContext>(
            name,
            settings =>
            {
                settings.ConnectionString = pooled;
                settings.ServerVersion = ServerVersion;
                settings.DisableRetry = true;
                settings.DisableTracing = settings.DisableMetrics = !exported;
            },
            context => ConfigureLog(context, options.Debug));
        builder.Services.PostConfigure<HealthCheckServiceOptions>(health => health.KeepApart(typeof(TContext).Name));
        return true;
    }

    private static void ConfigureLog(DbContextOptionsBuilder context, bool debug) => context
        .EnableSensitiveDataLogging(false)
        .ConfigureWarnings(log => log.Log((RelationalEventId.CommandExecuted, debug ? LogLevel.Information : LogLevel.Debug)));
}
