using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>The page <c>/health</c>: all checks with what they found, the texts of exceptions too.</summary>
internal sealed class HealthPages(HealthCheckService health) : IAdminPages
{
    public IEnumerable<AdminPage> Pages => [AdminPage.Reading("/health", "all health checks with their descriptions, errors and data", WriteAsync)];

    private async Task WriteAsync(HttpContext context)
    {
        var report = await health.CheckHealthAsync(context.RequestAborted);
        await AdminJson.WriteAsync(context, new
        {
            report.Status,
            milliseconds = Round(report.TotalDuration),
            checks = report.Entries.ToDictionary(entry => entry.Key, entry => new
            {
                entry.Value.Status,
                description = Show(entry.Value.Description),
                error = Show(entry.Value.Exception?.Message),
                milliseconds = Round(entry.Value.Duration),
                entry.Value.Tags,
                data = entry.Value.Data.Count == 0 ? null : entry.Value.Data.ToDictionary(pair => pair.Key, pair => Secrets.Hide(pair.Key, $"{pair.Value}")),
            }),
        });
    }

    private static string? Show(string? text) => text is null ? null : Secrets.Hide("", text);

    private static double Round(TimeSpan time) => Math.Round(time.TotalMilliseconds, 1);
}
