using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Limits;

/// <summary>Registers what bounds a peer, and what bounds all of them.</summary>
internal static class ServiceLimitExtensions
{
    public static void AddServiceLimits(this IHostApplicationBuilder builder)
    {
        builder.AddConfigurationSection<LimitOptions>(LimitOptions.SectionName);
        builder.AddConfigurationSection<RateLimitOptions>(RateLimitOptions.SectionName);
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, KestrelLimits>();
        builder.Services.AddSingleton<RateLimiters>();
    }

    /// <summary>Adds the rate limit, where one is configured.</summary>
    public static void MapServiceRateLimit(this WebApplication app)
    {
        var options = app.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        if (options.Permits is not { } permits)
        {
            return;
        }

        LimitLog.RateLimited(app.Services.GetRequiredService<ILogger<RateLimiters>>(), permits, options.Window, options.Partition);
        app.UseMiddleware<RateLimitMiddleware>();
    }
}
