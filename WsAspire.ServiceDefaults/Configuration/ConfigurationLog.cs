using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Configuration;

/// <summary>Messages 1020 to 1029.</summary>
internal static partial class ConfigurationLog
{
    [LoggerMessage(1020, LogLevel.Error, "A change of the configuration is not taken over: {Fault}")]
    public static partial void NotTakenOver(ILogger logger, string fault);

    [LoggerMessage(1021, LogLevel.Information, "A change of the configuration is taken over: {Key}")]
    public static partial void TakenOver(ILogger logger, string key);

    [LoggerMessage(1022, LogLevel.Warning, "A change of the configuration takes effect at the next start: {Key}")]
    public static partial void AtNextStart(ILogger logger, string key);
}
