using WsBranches.Registry;

namespace WsBranches.Xds;

/// <summary>Turns changed branches into resources, one share at a time, so that a change of the default branch, which concerns all, delays nobody else's.</summary>
internal sealed class ResourcePublisher(ChangedBranches changed, ResourceViews views) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await changed.WaitAsync(stoppingToken))
            {
                while (views.Refresh(withDependents: true))
                {
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end.
        }
    }
}
