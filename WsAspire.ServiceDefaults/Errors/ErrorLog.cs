using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Errors;

/// <summary>Messages 1030 to 1039.</summary>
internal static partial class ErrorLog
{
    [LoggerMessage(1030, LogLevel.Error, "{Method} failed.")]
    public static partial void Unexpected(ILogger logger, string method, Exception exception);

    [LoggerMessage(1031, LogLevel.Warning, "{Method}: the database cannot be reached.")]
    public static partial void DatabaseUnreachable(ILogger logger, string method, Exception exception);

    [LoggerMessage(1032, LogLevel.Warning, "{Method} answers {StatusCode} ({Reason}).")]
    public static partial void Refused(ILogger logger, string method, StatusCode statusCode, string reason, Exception exception);
}
