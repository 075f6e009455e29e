using Elastic.Apm.NetCoreAll.Export;
using Elastic.Apm.NetCoreAll.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Elastic.Apm.NetCoreAll;

/// <summary>Says at start where telemetry goes and which settings are not what they should be, and at the end what was dropped since it was last said.</summary>
internal sealed partial class ApmNotices(ApmSettings settings, ApmDrops drops, ILogger<ApmNotices> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The logger cannot come by the constructor of what the logger's own provider sends with.
        drops.Logger = logger;
        if (settings.LogLevel <= LogLevel.Information)
        {
            if (settings.IsSending)
            {
                LogSends(logger, settings.ServerName);
            }
            else
            {
                LogSendsNothing(logger);
            }
        }

        if (settings.LogLevel <= LogLevel.Warning)
        {
            foreach (var fault in settings.Faults)
            {
                LogFault(logger, fault);
            }

            if (settings.Ignored.Count > 0)
            {
                LogIgnored(logger, string.Join(", ", settings.Ignored));
            }
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        drops.Report();
        return Task.CompletedTask;
    }

    [LoggerMessage(9000, LogLevel.Information, "Traces, metrics and logs go to ELASTIC_APM_SERVER_URL {ServerUrl} over OTLP: Elastic's agent is a stand-in here.")]
    private static partial void LogSends(ILogger logger, string serverUrl);

    [LoggerMessage(9001, LogLevel.Information, "Nothing goes to Elastic APM: ELASTIC_APM_ENABLED or ELASTIC_APM_RECORDING is false.")]
    private static partial void LogSendsNothing(ILogger logger);

    [LoggerMessage(9002, LogLevel.Warning, "{Fault}")]
    private static partial void LogFault(ILogger logger, string fault);

    [LoggerMessage(9003, LogLevel.Warning, "The stand-in for Elastic's agent ignores {Settings}; docs/elastic.md has what it knows.")]
    private static partial void LogIgnored(ILogger logger, string settings);
}
