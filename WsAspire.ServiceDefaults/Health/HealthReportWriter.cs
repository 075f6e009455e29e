using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>Writes all checks with their states as JSON. No exception texts: they hold addresses.</summary>
internal static class HealthReportWriter
{
    public static Task WriteAsync(HttpContext context, HealthReport report) => context.Response.WriteAsJsonAsync(
        new
        {
            status = Spell(report.Status),
            checks = report.Entries.ToDictionary(
                entry => entry.Key,
                entry => new { status = Spell(entry.Value.Status), milliseconds = Math.Round(entry.Value.Duration.TotalMilliseconds, 1) }),
        },
        context.RequestAborted);

    private static string Spell(HealthStatus status) => status.ToString().ToLowerInvariant();
}
