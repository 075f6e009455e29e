using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Limits;

/// <summary>Messages 1085 to 1089.</summary>
internal static partial class LimitLog
{
    [LoggerMessage(1086, LogLevel.Information, "Requests are limited to {Permits} in {Window} for each {Partition}.")]
    public static partial void RateLimited(ILogger logger, int permits, TimeSpan window, RatePartition partition);
}
