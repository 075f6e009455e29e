using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>What the log says of itself.</summary>
internal static partial class LoggingLog
{
    [LoggerMessage(1110, LogLevel.Warning, "{Lines} lines of the log were dropped: they come faster than they are written (Logs:Queue)")]
    public static partial void Dropped(ILogger logger, long lines);

    [LoggerMessage(1111, LogLevel.Warning, "{Lines} lines of the log could not be written to its file: {Reason}")]
    public static partial void Failed(ILogger logger, long lines, string? reason);

    [LoggerMessage(1112, LogLevel.Information, "{Method} {Path} {StatusCode} {GrpcStatus} in {Milliseconds:0.0} ms")]
    public static partial void Served(ILogger logger, string method, string? path, int statusCode, string grpcStatus, double milliseconds);
}
