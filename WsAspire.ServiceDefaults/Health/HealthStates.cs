using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>The last known state of each check: a metric, and a line in the log when it changes.</summary>
internal sealed class HealthStates : IHealthCheckPublisher
{
    /// <summary>The meter of this part.</summary>
    public const string MeterName = "WsAspire.Health";

    private readonly ConcurrentDictionary<string, HealthStatus> _states = new(StringComparer.Ordinal);
    private readonly ILogger<HealthStates> _logger;

    public HealthStates(IMeterFactory meters, ILogger<HealthStates> logger)
    {
        _logger = logger;
        meters.Create(MeterName).CreateObservableGauge(
            "ws.health.state", Observe, description: "The last known state of a health check: 0 unhealthy, 1 degraded, 2 healthy.");
    }

    /// <summary>Takes over what checks have just found.</summary>
    public void Take(HealthReport report)
    {
        foreach (var (check, entry) in report.Entries)
        {
            var before = HealthStatus.Healthy;
            _states.AddOrUpdate(check, entry.Status, (_, known) =>
            {
                before = known;
                return entry.Status;
            });
            if (before != entry.Status)
            {
                var level = entry.Status == HealthStatus.Healthy ? LogLevel.Information : LogLevel.Warning;
                var reason = HealthReportWriter.ReasonOf(entry);
                HealthLog.Changed(_logger, level, check, entry.Status, reason, entry.Exception);
            }
        }
    }

    /// <summary>Called each period.</summary>
    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        Take(report);
        return Task.CompletedTask;
    }

    private IEnumerable<Measurement<int>> Observe() =>
        _states.Select(state => new Measurement<int>((int)state.Value, KeyValuePair.Create<string, object?>("check", state.Key)));
}
