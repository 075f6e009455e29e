using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>Writes what checks found. No exception texts and no descriptions: they hold addresses.</summary>
internal static class HealthReportWriter
{
    /// <summary>One word, and the first reason where there is one: enough for a probe and who reads its events.</summary>
    public static Task WriteStateAsync(HttpContext context, HealthReport report)
    {
        Keep(context, report);
        var reason = report.Entries.Values.Where(entry => entry.Status != HealthStatus.Healthy).Select(ReasonOf).FirstOrDefault(reason => reason is not null);
        context.Response.ContentType = "text/plain";
        return context.Response.WriteAsync(reason is null ? report.Status.ToString() : $"{report.Status}: {reason}", context.RequestAborted);
    }

    /// <summary>All checks with their states and the data they give, as JSON.</summary>
    public static Task WriteDetailsAsync(HttpContext context, HealthReport report)
    {
        Keep(context, report);
        return context.Response.WriteAsJsonAsync(
            new
            {
                status = Spell(report.Status),
                checks = report.Entries.ToDictionary(
                    entry => entry.Key,
                    entry => new
                    {
                        status = Spell(entry.Value.Status),
                        milliseconds = Math.Round(entry.Value.Duration.TotalMilliseconds, 1),
                        data = entry.Value.Data.Count == 0 ? null : entry.Value.Data,
                    }),
            },
            context.RequestAborted);
    }

    /// <summary>What a check says to everyone; null when it says nothing.</summary>
    public static string? ReasonOf(HealthReportEntry entry) => entry.Data.GetValueOrDefault(HealthTags.Reason) as string;

    private static void Keep(HttpContext context, HealthReport report) => context.RequestServices.GetRequiredService<HealthStates>().Take(report);

    private static string Spell(HealthStatus status) => status.ToString().ToLowerInvariant();
}
