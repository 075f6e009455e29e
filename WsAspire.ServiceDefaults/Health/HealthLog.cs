using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Health;

/// <summary>Messages 1090 to 1094.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(EventId = 1090, Message = "Health of {Check}: {State} {Reason}")]
    public static partial void Changed(ILogger logger, LogLevel level, string check, HealthStatus state, string? reason, Exception? exception);

    [LoggerMessage(1091, LogLevel.Warning, "{WarmUp} failed; the service goes on without it.")]
    public static partial void WarmUpFailed(ILogger logger, string warmUp, Exception exception);

    [LoggerMessage(1092, LogLevel.Warning, "{WarmUp} is not done after {Timeout} (Health:WarmUpTimeout); the service goes on without it.")]
    public static partial void WarmUpTimedOut(ILogger logger, string warmUp, TimeSpan timeout);
}
