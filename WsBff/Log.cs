using Grpc.Core;

namespace WsBff;

/// <summary>What the BFF logs: ids 3000 to 3099.</summary>
internal static partial class Log
{
    [LoggerMessage(3000, LogLevel.Warning, "{Endpoint} answers {HttpStatus}: the back end failed with {GrpcStatus}: {Detail}")]
    public static partial void BackEndFailed(this ILogger logger, string? endpoint, int httpStatus, StatusCode grpcStatus, string detail);

    [LoggerMessage(3001, LogLevel.Debug, "{Endpoint} answers {HttpStatus}: the back end refused with {GrpcStatus} {Reason}")]
    public static partial void BackEndRefused(this ILogger logger, string? endpoint, int httpStatus, StatusCode grpcStatus, string? reason);

    [LoggerMessage(3002, LogLevel.Information, "{Endpoint} was given up by its client")]
    public static partial void ClientGone(this ILogger logger, string? endpoint);

    [LoggerMessage(3003, LogLevel.Warning, "A summary goes without its customer {UserId}: {GrpcStatus}: {Detail}")]
    public static partial void CustomerMissing(this ILogger logger, int userId, StatusCode grpcStatus, string detail);

    [LoggerMessage(3004, LogLevel.Debug, "{Endpoint} answers {HttpStatus}: the request cannot be read")]
    public static partial void RequestUnreadable(this ILogger logger, string? endpoint, int httpStatus, Exception exception);
}
