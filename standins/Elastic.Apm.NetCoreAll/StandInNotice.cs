using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Elastic.Apm.NetCoreAll;

/// <summary>Says once at start that nothing goes to the APM server by this stand-in.</summary>
internal sealed partial class StandInNotice(IConfiguration configuration, ILogger<StandInNotice> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        LogNotice(logger, configuration["ELASTIC_APM_SERVER_URL"]);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(9000, LogLevel.Warning, "Elastic.Apm.NetCoreAll is a stand-in here: nothing is sent to ELASTIC_APM_SERVER_URL {ServerUrl}. Set OTEL_EXPORTER_OTLP_ENDPOINT to send telemetry.")]
    private static partial void LogNotice(ILogger logger, string? serverUrl);
}
