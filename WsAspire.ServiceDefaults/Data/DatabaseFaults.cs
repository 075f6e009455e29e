using System.Data.Common;
using System.Net.Sockets;
using MySqlConnector;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Tells by an exception what became of the database and of the work on it.</summary>
internal static class DatabaseFaults
{
    private const string GivenUp = "WsAspire.GivenUp";

    // MariaDB's name for a connection that was killed while a command ran.
    private const MySqlErrorCode ConnectionKilled = (MySqlErrorCode)1927;

    private static readonly HashSet<MySqlErrorCode> s_unreachable =
    [
        MySqlErrorCode.UnableToConnectToHost,
        MySqlErrorCode.ConnectionCountError,
        MySqlErrorCode.CommandTimeoutExpired,
        MySqlErrorCode.ServerShutdown,
        MySqlErrorCode.NormalShutdown,
        MySqlErrorCode.AbortingConnection,
        MySqlErrorCode.NewAbortingConnection,
        MySqlErrorCode.HandshakeError,
        MySqlErrorCode.HostIsBlocked,
        MySqlErrorCode.HostNotPrivileged,
        MySqlErrorCode.AccessDenied,
        MySqlErrorCode.DatabaseAccessDenied,
        MySqlErrorCode.UnknownDatabase,
        MySqlErrorCode.TooManyUserConnections,
        MySqlErrorCode.UserLimitReached,
        MySqlErrorCode.OptionPreventsStatement,
        ConnectionKilled,
    ];

    /// <summary>Looks through the wrappers of EF Core: no connection, a connection lost, a timeout, a server that refuses or goes down.</summary>
    public static bool IsUnreachable(Exception exception) =>
        Find(exception) is { } database
        && (database.IsTransient
            || (database is MySqlException mySql && s_unreachable.Contains(mySql.ErrorCode))
            || CausedByTransport(database));

    /// <summary>Whether the pool had no connection free within the time to connect. The driver says so in its text only.</summary>
    public static bool IsPoolExhausted(Exception exception) =>
        Find(exception) is MySqlException { ErrorCode: MySqlErrorCode.UnableToConnectToHost } full
        && full.Message.Contains("All pooled connections are in use", StringComparison.Ordinal);

    /// <summary>Whether the server undid the statement, and with it the unit of work that ends by it: a deadlock, or a wait for a lock that took too long.</summary>
    public static bool IsUndone(Exception exception) =>
        Find(exception) is MySqlException { ErrorCode: MySqlErrorCode.LockDeadlock or MySqlErrorCode.LockWaitTimeout } undone
        && !undone.Data.Contains(GivenUp);

    /// <summary>Says of an exception that it was answered by enough repeats.</summary>
    public static void GiveUp(Exception exception)
    {
        if (Find(exception) is { } database)
        {
            database.Data[GivenUp] = true;
        }
    }

    /// <summary>Whether a connection that was there went away. A timeout is none: the server may still be at work.</summary>
    public static bool IsConnectionLost(Exception exception) =>
        Find(exception) is MySqlException lost
        && (lost.ErrorCode is MySqlErrorCode.ServerShutdown or MySqlErrorCode.NormalShutdown or MySqlErrorCode.AbortingConnection
                or MySqlErrorCode.NewAbortingConnection or ConnectionKilled
            || (lost.ErrorCode is MySqlErrorCode.None && CausedByTransport(lost)));

    private static DbException? Find(Exception? exception)
    {
        while (exception is not null and not DbException)
        {
            exception = exception.InnerException;
        }

        return exception as DbException;
    }

    private static bool CausedByTransport(DbException exception)
    {
        for (var current = exception.InnerException; current is not null; current = current.InnerException)
        {
            if (current is IOException or SocketException or TimeoutException)
            {
                return true;
            }
        }

        return false;
    }
}
