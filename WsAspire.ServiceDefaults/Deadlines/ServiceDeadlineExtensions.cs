using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace WsAspire.ServiceDefaults.Deadlines;

/// <summary>Registers deadlines of incoming requests.</summary>
internal static class ServiceDeadlineExtensions
{
    public static void AddServiceDeadlines(this IHostApplicationBuilder builder) =>
        builder.AddConfigurationSection<DeadlineOptions>(DeadlineOptions.SectionName);

    public static void MapServiceDeadlines(this WebApplication app) => app.UseMiddleware<DeadlineMiddleware>();
}
