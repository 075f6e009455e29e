using System.Data.Common;
using System.Net.Sockets;
using MySqlConnector;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Tells by an exception whether the database could not be reached.</summary>
internal static class DatabaseFaults
{
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
    ];

    /// <summary>Looks through the wrappers of EF Core: no connection, a connection lost, a timeout, a server that refuses or goes down.</summary>
    public static bool IsUnreachable(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current is DbException database)
            {
                return database.IsTransient
                    || (database is MySqlException mySql && s_unreachable.Contains(mySql.ErrorCode))
                    || CausedByTransport(database);
            }
        }

        return false;
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
