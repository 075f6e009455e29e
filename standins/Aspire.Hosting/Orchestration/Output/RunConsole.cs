using System.Diagnostics;

namespace Aspire.Hosting.Orchestration.Output;

/// <summary>Shows people the run: each resource's output under its name, the states, what takes long, and when all is ready.</summary>
internal sealed class RunConsole(RunServices run, ResourceBoard board, ReadyReport report, ConsoleScreen screen, ConsoleStyle style) : BackgroundService
{
    private static readonly TimeSpan s_longWait = TimeSpan.FromSeconds(2);
    private readonly Dictionary<string, Task> _logs = [];
    private HashSet<string> _waitsShown = [];

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        foreach (var name in _logs.Keys)
        {
            run.Logs.Complete(name);
        }

        await Task.WhenAll(_logs.Values);
        await screen.DisposeAsync();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var started = run.Options.Began(new DateTimeOffset(Process.GetCurrentProcess().StartTime));
        var waits = ShowWaitsAsync(stoppingToken);
        try
        {
            await foreach (var change in run.Notifications.WatchAsync(stoppingToken))
            {
                var label = ProcessResources.Label(change.Resource, change.ResourceId);
                var log = label == change.Resource.Name ? label : change.ResourceId;
                if (!_logs.ContainsKey(log))
                {
                    _logs[log] = ShowLogAsync(log, label, change.Resource);
                }

                if (board.Update(change) is { } row && !style.IsTerminal)
                {
                    var text = string.Join(' ', new[] { row.State, row.Health, row.Urls }.Where(part => part.Length > 0));
                    screen.WriteLine(style.Prefix(label, change.Resource) + text);
                }

                foreach (var line in report.Lines(started))
                {
                    screen.WriteLine(line);
                }
            }
        }
        catch (OperationCanceledException)
        {
            await waits;
        }
    }

    private async Task ShowLogAsync(string log, string label, IResource resource)
    {
        await foreach (var lines in run.Logs.WatchAsync(log))
        {
            foreach (var line in lines)
            {
                screen.WriteLine(style.Prefix(label, resource) + Ansi.Clean(line.Content, style.Colours));
            }
        }
    }

    /// <summary>A line when something begins to take long, or waits for something else; the table shows it anyway.</summary>
    private async Task ShowWaitsAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), run.Time);
        try
        {
            while (!style.IsTerminal && await timer.WaitForNextTickAsync(stoppingToken))
            {
                var waits = board.Waits(s_longWait);
                foreach (var line in waits.Where(line => !_waitsShown.Contains(line)))
                {
                    screen.WriteLine(line);
                }

                _waitsShown = [.. waits];
            }
        }
        catch (OperationCanceledException)
        {
            // The AppHost stops.
        }
    }
}
