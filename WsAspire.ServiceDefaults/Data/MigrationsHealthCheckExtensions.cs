using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WsAspire.ServiceDefaults.Health;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Makes readiness wait for migrations.</summary>
internal static class MigrationsHealthCheckExtensions
{
    /// <summary>Registers the check <c>TContext.Migrations</c>, a part of readiness.</summary>
    public static void AddMigrationsCheck<TContext>(this IServiceCollection services)
        where TContext : DbContext
    {
        services.TryAddSingleton<MigrationsHealthCheck<TContext>>();
        services.AddHealthChecks().AddCheck<MigrationsHealthCheck<TContext>>(typeof(TContext).Name + ".Migrations", tags: [HealthTags.Ready]);
    }
}
