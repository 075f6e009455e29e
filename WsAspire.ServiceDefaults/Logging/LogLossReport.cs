using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>Says on the console, and in the file when it can be written again, how many lines were lost: within a second, and then at most once in ten seconds.</summary>
internal sealed class LogLossReport(LogLosses losses, TimeProvider time, ILogger<LogLossReport> logger) : BackgroundService
{
    private static readonly TimeSpan s_tick = TimeSpan.FromSeconds(1);
    private readonly LogGate _gate = new(time, TimeSpan.FromSeconds(10));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (dropped, failed) = (0L, 0L);
        using var timer = new PeriodicTimer(s_tick, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                var (nowDropped, nowFailed) = (losses.Dropped, losses.Failed);
                if ((nowDropped > dropped || nowFailed > failed) && _gate.TryPass(out _))
                {
                    Tell(nowDropped - dropped, nowFailed - failed);
                    (dropped, failed) = (nowDropped, nowFailed);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The service stops.
        }
    }

    private void Tell(long dropped, long failed)
    {
        if (dropped > 0)
        {
            LoggingLog.Dropped(logger, dropped);
        }

        if (failed > 0)
        {
            LoggingLog.Failed(logger, failed, losses.Reason);
        }
    }
}
