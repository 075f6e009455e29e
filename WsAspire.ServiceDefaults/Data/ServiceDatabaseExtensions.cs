using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Configuration;
using WsAspire.ServiceDefaults.Data;
using WsAspire.ServiceDefaults.Health;
using WsAspire.ServiceDefaults.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers the database of a service.</summary>
public static class ServiceDatabaseExtensions
{
    /// <summary>Registers a pooled context of the database, where one is configured.</summary>
    /// <typeparam name="TContext">The context; it is resolved per call.</typeparam>
    /// <param name="builder">Gives the configuration and takes the services.</param>
    /// <param name="name">Name below <c>ConnectionStrings</c>, and of the database where <c>database:dbname</c> is not set.</param>
    /// <returns>False when neither <c>ConnectionStrings:NAME</c> nor <c>database:host</c> is configured; what asks for the
    /// context is answered UNAVAILABLE then, with the keys to set.</returns>
    /// <remarks>
    /// Commands are repeated only where the server has kept nothing of them; for several statements as one there is
    /// <see cref="DatabaseTransactionExtensions.InTransactionAsync"/>. The health of the database is its own: neither liveness nor readiness depend on it.
    /// A service whose migrations are not applied is not ready.
    /// <see cref="MigrateCommand"/> migrates it; for <c>dotnet ef</c> the context is there without any configuration.
    /// </remarks>
    /// <exception cref="Microsoft.Extensions.Options.OptionsValidationException">A key of <c>database</c> has a value that is not allowed.</exception>
    public static bool AddServiceDatabase<TContext>(this IHostApplicationBuilder builder, string name)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);

        builder.AddConfigurationSection<MigrationOptions>(MigrationOptions.SectionName);
        var options = StrictSection.Read<DatabaseOptions>(builder.Configuration, DatabaseOptions.SectionName);
        var connectionString = builder.Configuration.GetConnectionString(name);
        connectionString = string.IsNullOrWhiteSpace(connectionString) ? null : connectionString;
        if (EF.IsDesignTime)
        {
            connectionString ??= DatabaseDefaults.DesignTimeConnectionString;
        }

        if (connectionString is null && string.IsNullOrWhiteSpace(options.Host))
        {
            builder.Services.AddScoped<IDatabaseMigrator>(_ => new NoDatabaseMigrator(name));
            builder.Services.AddScoped<TContext>(_ => throw new DatabaseNotConfiguredException(name));
            return false;
        }

        var isMeasured = ServiceTelemetryExtensions.IsMeasured(builder.Configuration);
        var service = ServiceIdentity.Of(builder.Configuration, builder.Environment);
        var pooled = DatabasePool.BuildConnectionString(options, connectionString, name, service.Name);
        builder.AddMySqlDbContext<TContext>(
            name,
            settings =>
            {
                settings.ConnectionString = pooled;
                settings.ServerVersion = DatabaseDefaults.ServerVersion;
                settings.DisableRetry = true;
                settings.DisableTracing = settings.DisableMetrics = !isMeasured;
            },
            Configure);
        builder.Services.AddScoped<IDatabaseMigrator, DatabaseMigrator<TContext>>();
        builder.AddDatabaseReport();
        builder.Services.ConfigureDbContext<TContext>(Watch);
        builder.Services.AddMigrationsCheck<TContext>();
        builder.Services.PostConfigure<HealthCheckServiceOptions>(health => health.KeepApart(typeof(TContext).Name));
        return true;
    }

    private static void AddDatabaseReport(this IHostApplicationBuilder builder)
    {
        if (!builder.Services.Any(service => service.ServiceType == typeof(IConfigureOptions<DatabaseOptions>)))
        {
            builder.AddConfigurationSection<DatabaseOptions>(DatabaseOptions.SectionName);
        }

        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<DatabaseReport>();
        builder.Services.TryAddSingleton<CommandWatch>();
    }

    private static void Watch(IServiceProvider services, DbContextOptionsBuilder context)
    {
        var time = services.GetRequiredService<TimeProvider>();
        var report = services.GetRequiredService<DatabaseReport>();
        context.AddInterceptors(services.GetRequiredService<CommandWatch>());
        new MySqlDbContextOptionsBuilder(context).ExecutionStrategy(dependencies => new CommandRepeat(dependencies, time, report));
    }

    // The report says what was executed, and can be switched while the service runs.
    private static void Configure(DbContextOptionsBuilder context) => context
        .ReplaceService<IMigrationsSqlGenerator, RepeatableMigrationsSqlGenerator>()
        .EnableSensitiveDataLogging(false)
        .ConfigureWarnings(log => log
            .Log((RelationalEventId.CommandExecuted, LogLevel.Debug))
            // A key that is there already is no error, and what is one is logged once, where it is answered.
            .Ignore(CoreEventId.SaveChangesFailed, CoreEventId.QueryIterationFailed, RelationalEventId.CommandError, RelationalEventId.ConnectionError));
}
