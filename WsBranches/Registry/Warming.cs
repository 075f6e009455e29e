using Microsoft.Extensions.Options;
using WsBranches.Xds;

namespace WsBranches.Registry;

/// <summary>The time after the start in which instances come back. Until it is over nothing is taken from proxies that they had before.</summary>
internal sealed class Warming(IOptions<BranchesOptions> options, ResourceViews views, TimeProvider time, ILogger<Warming> logger) : BackgroundService
{
    private volatile bool _isOver;

    /// <summary>Whether it is over.</summary>
    public bool IsOver => _isOver;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Delay(options.Value.Warming, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!stoppingToken.IsCancellationRequested)
        {
            _isOver = true;
            Log.Warmed(logger, options.Value.Warming);
            views.Notify();
        }
    }
}
