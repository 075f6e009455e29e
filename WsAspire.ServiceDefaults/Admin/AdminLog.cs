using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>Messages 1060 to 1069.</summary>
internal static partial class AdminLog
{
    [LoggerMessage(1060, LogLevel.Information, "Admin port on {Address}")]
    public static partial void Opened(ILogger logger, string address);

    [LoggerMessage(1061, LogLevel.Warning, "The admin port {Address} answers other machines, and asks for no token (Admin:AllowRemote)")]
    public static partial void OpenToAll(ILogger logger, string address);

    [LoggerMessage(1062, LogLevel.Warning, "Log level of {Category} set to {Level} from {Peer}, until {End}")]
    public static partial void LevelSet(ILogger logger, string category, LogLevel level, string peer, string end);

    [LoggerMessage(1063, LogLevel.Warning, "Log level of {Category} as configured again: {Reason}")]
    public static partial void LevelReset(ILogger logger, string category, string reason);

    [LoggerMessage(1064, LogLevel.Error, "A request to the admin port failed")]
    public static partial void RequestFailed(ILogger logger, Exception exception);
}
