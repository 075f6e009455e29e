using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>Messages 1000 to 1019.</summary>
internal static partial class OnePortLog
{
    [LoggerMessage(1000, LogLevel.Debug, "Connection {ConnectionId} was closed: it did not tell its protocol in time, or too many did not.")]
    public static partial void GivenUp(ILogger logger, string connectionId);

    [LoggerMessage(1001, LogLevel.Debug, "Connection {ConnectionId} ended before it told its protocol.")]
    public static partial void PeerLeft(ILogger logger, string connectionId, Exception exception);

    [LoggerMessage(1002, LogLevel.Error, "{EndPoint} can take no connection now, and tries again: {Reason}. Where files are meant, raise the limit of open files or lower that of connections.")]
    public static partial void AcceptFailed(ILogger logger, string endPoint, string reason, Exception exception);

    [LoggerMessage(1003, LogLevel.Information, "{Loopback} cannot be bound for {Address}: {Reason}")]
    public static partial void LoopbackMissing(ILogger logger, string loopback, string address, string reason);

    [LoggerMessage(1004, LogLevel.Information, "{EndPoint} takes connections again.")]
    public static partial void AcceptsAgain(ILogger logger, string endPoint);

    [LoggerMessage(1005, LogLevel.Warning, "{EndPoint} has {Max} connections (Limits:MaxConnections); more are closed at once.")]
    public static partial void Full(ILogger logger, string endPoint, long max);
}
