using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Ws.Branches.V1;
using WsAspire.ServiceDefaults.Health;
using WsAspire.ServiceDefaults.Shutdown;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Follows whether this instance is ready, and whether it is being debugged.</summary>
internal sealed class InstanceWatch(HealthCheckService checks, Drain drain, IOptionsMonitor<BranchingOptions> options, TimeProvider time, ILogger<InstanceWatch> logger)
{
    private const int MaxReason = 512;
    private const string Ending = "The service is about to end.";

    // One that is not ready is waited for.
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_shortPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_bound = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private volatile InstanceState? _state;

    /// <summary>The instance as it is now.</summary>
    public InstanceState State => _state!;

    /// <summary>Begins with an instance that is not ready.</summary>
    public void Begin(Instance instance)
    {
        instance.Debugging = IsDebugged;
        _state = new InstanceState(instance);
    }

    /// <summary>Follows until it is told to end.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        var asking = new SharedRun<HealthReport>(() => checks.CheckHealthAsync(check => check.Tags.Contains(HealthTags.Ready), CancellationToken.None), s_bound, TimeSpan.Zero, time);
        var draining = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var begun = drain.Begun.Register(draining.SetResult);
        while (!end.IsCancellationRequested)
        {
            var notReady = await AskAsync(asking, end);
            if (end.IsCancellationRequested)
            {
                return;
            }

            Show(notReady);
            var pause = Task.Delay(notReady is null ? s_pause : s_shortPause, time, end);
            await (drain.HasBegun ? pause : Task.WhenAny(pause, draining.Task)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Says that it is not ready from now on.</summary>
    public void End()
    {
        if (_state is not null)
        {
            Show(Ending);
        }
    }

    private bool IsDebugged => Debugger.IsAttached || options.CurrentValue.Debug;

    // Null where it is ready, else why it is not.
    private async Task<string?> AskAsync(SharedRun<HealthReport> asking, CancellationToken end)
    {
        if (drain.HasBegun)
        {
            return Ending;
        }

        try
        {
            var report = await asking.AskAsync(end);
            return report.Status == HealthStatus.Unhealthy
                ? string.Join("; ", report.Entries.Where(check => check.Value.Status == HealthStatus.Unhealthy).Select(check => $"{check.Key}: {HealthReportWriter.ReasonOf(check.Value) ?? "unhealthy"}"))
                : null;
        }
        catch (TimeoutException)
        {
            return $"The checks of readiness gave no answer in {s_bound.TotalSeconds} s.";
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            BranchingLog.ReadinessFailed(logger, exception);
            return "The checks of readiness failed.";
        }
        catch (OperationCanceledException)
        {
            return Ending;
        }
    }

    private void Show(string? notReady)
    {
        lock (_lock)
        {
            // What was found before the end began does not count.
            notReady = drain.HasBegun ? Ending : notReady;
            var before = State;
            var now = before.Instance.Clone();
            now.Ready = notReady is null;
            now.Reason = notReady is { Length: > MaxReason } ? notReady[..MaxReason] : notReady ?? "";
            now.Debugging = IsDebugged;
            if (!now.Equals(before.Instance))
            {
                _state = new InstanceState(now);
                before.Replace();
            }
        }
    }
}
