using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using MySqlConnector;

namespace WsOrder.Data;

/// <summary>Tells what a failed database call means.</summary>
internal static class DatabaseFailure
{
    private const string TryAgain = "The database cannot be reached now; try again.";
    private const string NotMigrated = "The database has not this service's tables; 'WsOrder migrate' makes them.";

    /// <summary>Whether a row with this key exists.</summary>
    public static bool IsDuplicateKey(Exception exception) => CodeOf(exception) is MySqlErrorCode.DuplicateKeyEntry;

    /// <summary>Whether the named foreign key refused a row.</summary>
    public static bool IsForeignKey(Exception exception, string constraint) =>
        Find<MySqlException>(exception) is { ErrorCode: MySqlErrorCode.NoReferencedRow2 } refusal
        && refusal.Message.Contains(constraint, StringComparison.Ordinal);

    /// <summary>Whether another transaction came between: nothing was stored, and the same again may work.</summary>
    public static bool IsRace(Exception exception) =>
        exception is DbUpdateConcurrencyException
        || CodeOf(exception) is MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout or MySqlErrorCode.CheckRead;

    /// <summary>What a caller may know when the database is at fault; null when the program is.</summary>
    public static string? Describe(Exception exception)
    {
        if (Find<MySqlException>(exception) is { } failure)
        {
            return failure.ErrorCode switch
            {
                MySqlErrorCode.NoSuchTable or MySqlErrorCode.UnknownDatabase or MySqlErrorCode.BadFieldError => NotMigrated,
                MySqlErrorCode.AccessDenied or MySqlErrorCode.DatabaseAccessDenied => "The database refuses this service's user.",
                MySqlErrorCode.OptionPreventsStatement => "The database takes no writes now; try again.",
                _ when failure.IsTransient || IsConnectionLoss(failure) || IsRace(failure) => TryAgain,
                _ => null,
            };
        }

        var isLoss = exception is DbUpdateConcurrencyException or TimeoutException
            || Find<IOException>(exception) is not null
            || Find<SocketException>(exception) is not null;
        return isLoss ? TryAgain : null;
    }

    // None is what the driver throws of itself: a connection that broke half-way.
    private static bool IsConnectionLoss(MySqlException failure) => failure.ErrorCode
        is MySqlErrorCode.None or MySqlErrorCode.UnableToConnectToHost or MySqlErrorCode.ServerShutdown or MySqlErrorCode.QueryInterrupted
        or MySqlErrorCode.ConnectionCountError or MySqlErrorCode.TooManyUserConnections or MySqlErrorCode.CommandTimeoutExpired
        or MySqlErrorCode.DiskFull or MySqlErrorCode.RecordFileFull;

    private static MySqlErrorCode? CodeOf(Exception exception) => Find<MySqlException>(exception)?.ErrorCode;

    private static T? Find<T>(Exception? exception)
        where T : Exception
    {
        while (exception is not null and not T)
        {
            exception = exception.InnerException;
        }

        return (T?)exception;
    }
}
