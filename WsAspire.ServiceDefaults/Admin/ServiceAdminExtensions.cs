using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>Registers the admin port.</summary>
internal static class ServiceAdminExtensions
{
    public static void AddServiceAdmin(this IHostApplicationBuilder builder)
    {
        builder.AddConfigurationSection<AdminOptions>(AdminOptions.SectionName);
        builder.Services.TryAddSingleton<LogLevelOverrides>();
        builder.Services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>>(services => services.GetRequiredService<LogLevelOverrides>());
        builder.Services.AddSingleton<IOptionsChangeTokenSource<LoggerFilterOptions>>(services => services.GetRequiredService<LogLevelOverrides>());
        builder.Services.AddSingleton<ConnectionCounters>();
        builder.Services.AddSingleton<IAdminPages, ConfigPages>();
        builder.Services.AddSingleton<IAdminPages, RoutePages>();
        builder.Services.AddSingleton<IAdminPages, LogPages>();
        builder.Services.AddSingleton<IAdminPages, CounterPages>();
        builder.Services.AddSingleton<IAdminPages, HealthPages>();
        builder.Services.AddSingleton<AdminGuard>();
        builder.Services.AddSingleton<AdminApplication>();
        builder.Services.AddHostedService<AdminServer>();
    }
}
