using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>Runs the warm-ups beside the start of the host, and is the check that says whether the service has started.</summary>
internal sealed class WarmUps(
    IEnumerable<IWarmUp> warmUps, IHostApplicationLifetime lifetime, IOptions<HealthOptions> options, TimeProvider time, ILogger<WarmUps> logger)
    : BackgroundService, IHealthCheck
{
    private readonly IWarmUp[] _warmUps = [.. warmUps];
    private int _done;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var reason = !lifetime.ApplicationStarted.IsCancellationRequested ? "starting" : Volatile.Read(ref _done) < _warmUps.Length ? "warming up" : null;
        return Task.FromResult(reason is null
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, reason, data: new Dictionary<string, object> { [HealthTags.Reason] = reason }));
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(_warmUps.Select(warmUp => RunAsync(warmUp, stoppingToken)));

    private async Task RunAsync(IWarmUp warmUp, CancellationToken stoppingToken)
    {
        var name = warmUp.GetType().Name;
        using var timer = new CancellationTokenSource(options.Value.WarmUpTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, timer.Token);
        try
        {
            await warmUp.WarmUpAsync(either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested)
        {
            HealthLog.WarmUpTimedOut(logger, name, options.Value.WarmUpTimeout);
        }
        catch (Exception exception)
        {
            HealthLog.WarmUpFailed(logger, name, exception);
        }

        Interlocked.Increment(ref _done);
    }
}
