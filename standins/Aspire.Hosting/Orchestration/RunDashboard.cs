using Aspire.Dashboard;

namespace Aspire.Hosting.Orchestration;

/// <summary>The dashboard of a run. Without one the run goes on, and a line says why.</summary>
internal sealed class RunDashboard(
    DashboardPlan plan, DistributedApplicationOptions options, IConfiguration configuration, DashboardResources resources, ILogger<RunDashboard> logger, ILoggerFactory loggers)
    : IAsyncDisposable
{
    private DashboardApplication? _dashboard;

    /// <summary>The line that says where people log in; null where there is no dashboard.</summary>
    public string? LoginLine => _dashboard is null ? null : $"Login to the dashboard at {_dashboard.Login}";

    /// <summary>Starts it. Resources are started after it, with its addresses.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Who waits for a failed resource is told so where nobody could start it again from a dashboard.
        options.DisableDashboard = true;
        var fault = plan.Fault;
        try
        {
            if (plan.Options is { } wanted)
            {
                _dashboard = await DashboardApplication.StartAsync(wanted with { LoggerFactory = loggers }, resources, cancellationToken);
                options.DisableDashboard = false;
                DashboardPlan.Tell(configuration, _dashboard.OtlpGrpc, _dashboard.OtlpHttp, _dashboard.OtlpApiKey);
                Uri?[] actual = [_dashboard.Page, _dashboard.OtlpGrpc, _dashboard.OtlpHttp];
                foreach (var (asked, given) in plan.Wanted.Zip(actual).Where(pair => pair.First.Port > 0 && pair.First.Port != pair.Second!.Port))
                {
                    RunLog.DashboardMoved(logger, asked.Port, ProcFiles.OwnerOf(asked.Port) ?? "another process", given!.Port);
                }

                RunLog.Dashboard(logger, LoginLine!);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            fault = exception.Message;
        }

        if (fault is not null)
        {
            RunLog.NoDashboard(logger, fault);
        }
    }

    /// <summary>Stops it.</summary>
    public async ValueTask DisposeAsync() => await (Interlocked.Exchange(ref _dashboard, null)?.DisposeAsync() ?? ValueTask.CompletedTask);
}
