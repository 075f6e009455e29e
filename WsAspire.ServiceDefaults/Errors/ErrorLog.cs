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

    [LoggerMessage(1033, LogLevel.Warning, "{Method}: a call to another service got no answer ({StatusCode}).")]
    public static partial void DependencyFailed(ILogger logger, string method, StatusCode statusCode, Exception exception);

    [LoggerMessage(1034, LogLevel.Critical, "An exception that nobody caught ends the process.")]
    public static partial void Crashed(ILogger logger, Exception? exception);

    [LoggerMessage(1035, LogLevel.Error, "A task failed, and nobody looked at its exception.")]
    public static partial void TaskUnobserved(ILogger logger, Exception exception);
}
