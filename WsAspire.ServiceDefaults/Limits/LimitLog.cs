using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Limits;

/// <summary>Messages 1085 to 1089.</summary>
internal static partial class LimitLog
{
    [LoggerMessage(1085, LogLevel.Warning, "{Address} has {Max} connections (Limits:MaxConnections); more are closed at once.")]
    public static partial void PortFull(ILogger logger, string address, int max);

    [LoggerMessage(1086, LogLevel.Information, "Requests are limited to {Permits} in {Window} for each {Partition}.")]
    public static partial void RateLimited(ILogger logger, int permits, TimeSpan window, RatePartition partition);
}
