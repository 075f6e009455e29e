using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>Messages 1080 to 1084.</summary>
internal static partial class ResilienceLog
{
    [LoggerMessage(1080, LogLevel.Warning, "{Service} is not asked for {Method} for {BreakDuration}: {Failures} of {Calls} calls failed.")]
    public static partial void CircuitOpened(ILogger logger, string service, string method, int failures, int calls, TimeSpan breakDuration);

    [LoggerMessage(1081, LogLevel.Information, "{Service} answers {Method} again.")]
    public static partial void CircuitClosed(ILogger logger, string service, string method);
}
