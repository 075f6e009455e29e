using Aspire.Pomelo.EntityFrameworkCore.MySql;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Extensions.Hosting;

/// <summary>Registers MySQL database contexts.</summary>
public static class AspireEFMySqlExtensions
{
    private const string ConfigurationSection = "Aspire:Pomelo:EntityFrameworkCore:MySql";

    /// <summary>Registers a pooled context with retries, health check, traces and metrics.</summary>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <param name="builder">Gives the configuration and takes the services.</param>
    /// <param name="connectionName">Name below <c>ConnectionStrings</c>.</param>
    /// <param name="configureSettings">Changes the settings that were read. Null changes nothing.</param>
    /// <param name="configureDbContextOptions">Changes the context's options. Null changes nothing.</param>
    public static void AddMySqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<PomeloEntityFrameworkCoreMySqlSettings>? configureSettings = null,
        Action<DbContextOptionsBuilder>? configureDbContextOptions = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = ReadSettings<TContext>(builder.Configuration);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);

        builder.Services.AddDbContextPool<TContext>(options =>
        {
            Configure<TContext>(options, settings, connectionName);
            configureDbContextOptions?.Invoke(options);
        });
        Observe<TContext>(builder, settings);
    }

    /// <summary>Adds retries, health check, traces and metrics to a context that is registered already.</summary>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <param name="builder">Gives the configuration and takes the services.</param>
    /// <param name="configureSettings">Changes the settings that were read. Null changes nothing.</param>
    /// <exception cref="InvalidOperationException">The context is not registered.</exception>
    public static void EnrichMySqlDbContext<TContext>(
        this IHostApplicationBuilder builder,
        Action<PomeloEntityFrameworkCoreMySqlSettings>? configureSettings = null)
        where TContext : DbContext
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.Services.Any(service => service.ServiceType == typeof(DbContextOptions<TContext>)))
        {
            throw new InvalidOperationException($"{typeof(TContext).Name} is not registered; register it before {nameof(EnrichMySqlDbContext)}.");
        }

        var settings = ReadSettings<TContext>(builder.Configuration);
        configureSettings?.Invoke(settings);
        builder.Services.ConfigureDbContext<TContext>(options => Enrich(new MySqlDbContextOptionsBuilder(options), settings));
        Observe<TContext>(builder, settings);
    }

    private static PomeloEntityFrameworkCoreMySqlSettings ReadSettings<TContext>(IConfiguration configuration)
    {
        var settings = new PomeloEntityFrameworkCoreMySqlSettings();
        var ofContext = configuration.GetSection($"{ConfigurationSection}:{typeof(TContext).Name}");
        (ofContext.Exists() ? ofContext : configuration.GetSection(ConfigurationSection)).Bind(settings);
        return settings;
    }

    private static void Configure<TContext>(DbContextOptionsBuilder options, PomeloEntityFrameworkCoreMySqlSettings settings, string connectionName)
    {
        if (string.IsNullOrEmpty(settings.ConnectionString))
        {
            throw new InvalidOperationException(
                $"ConnectionString is missing. It should be provided in 'ConnectionStrings:{connectionName}' or under the 'ConnectionString' key in "
                + $"'{ConfigurationSection}' or '{ConfigurationSection}:{typeof(TContext).Name}' configuration section.");
        }

        var version = settings.ServerVersion is null ? ServerVersion.AutoDetect(settings.ConnectionString) : ServerVersion.Parse(settings.ServerVersion);
        options.UseMySql(settings.ConnectionString, version, mySql => Enrich(mySql, settings));
    }

    private static void Enrich(MySqlDbContextOptionsBuilder mySql, PomeloEntityFrameworkCoreMySqlSettings settings)
    {
        if (!settings.DisableRetry)
        {
            mySql.EnableRetryOnFailure();
        }

        if (settings.CommandTimeout is { } seconds)
        {
            mySql.CommandTimeout(seconds);
        }
    }

    private static void Observe<TContext>(IHostApplicationBuilder builder, PomeloEntityFrameworkCoreMySqlSettings settings)
        where TContext : DbContext
    {
        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().AddCheck<DbContextHealthCheck<TContext>>(typeof(TContext).Name);
        }

        if (!settings.DisableTracing)
        {
            builder.Services.AddOpenTelemetry().WithTracing(tracing => tracing.AddSource("MySqlConnector"));
        }

        if (!settings.DisableMetrics)
        {
            builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter("MySqlConnector"));
        }
    }
}
