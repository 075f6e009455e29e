namespace Aspire.Hosting.Orchestration;

/// <summary>What a run says in the AppHost's log.</summary>
internal static partial class RunLog
{
    [LoggerMessage(100, LogLevel.Error,
        "{Resource} exited with code {ExitCode} after {Seconds:0.0} s. It is not restarted by itself (command resource-start).{LastLines}")]
    internal static partial void Crashed(ILogger logger, string resource, int exitCode, double seconds, string lastLines);

    [LoggerMessage(101, LogLevel.Error, "{Resource} could not be started: {Reason}")]
    internal static partial void FailedToStart(ILogger logger, string resource, string reason);

    [LoggerMessage(102, LogLevel.Information, "Stopping {Count} resources, dependents first; Ctrl+C again kills them.")]
    internal static partial void Stopping(ILogger logger, int count);

    [LoggerMessage(103, LogLevel.Warning, "Killing what is left of the resources.")]
    internal static partial void Killing(ILogger logger);

    [LoggerMessage(104, LogLevel.Critical, "{Message}")]
    internal static partial void CannotStart(ILogger logger, string message);

    [LoggerMessage(105, LogLevel.Error, "A handler of {Event} of {Resource} failed: {Reason}")]
    internal static partial void HandlerFailed(ILogger logger, string @event, string resource, string reason);

    [LoggerMessage(106, LogLevel.Information, "{LoginLine}")]
    internal static partial void Dashboard(ILogger logger, string loginLine);

    [LoggerMessage(107, LogLevel.Warning, "Port {Wanted} of the dashboard is held by {Owner}: it is {Port} instead.")]
    internal static partial void DashboardMoved(ILogger logger, int wanted, string owner, int port);

    [LoggerMessage(108, LogLevel.Warning, "There is no dashboard: {Reason}")]
    internal static partial void NoDashboard(ILogger logger, string reason);
}
