using Microsoft.EntityFrameworkCore.Diagnostics;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Marks the exception of a query whose connection was lost, outside of a transaction: the one fault after which only a read may be repeated.</summary>
internal static class FailedRead
{
    private const string Mark = "WsAspire.FailedRead";

    /// <summary>Marks where it applies. SQL that the program wrote itself is no read: it may call a procedure.</summary>
    public static void MarkIfRead(CommandErrorEventData failure)
    {
        if (failure.CommandSource is CommandSource.LinqQuery
            && failure.Context?.Database.CurrentTransaction is null
            && DatabaseFaults.IsConnectionLost(failure.Exception))
        {
            failure.Exception.Data[Mark] = true;
        }
    }

    public static bool IsMarked(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current.Data.Contains(Mark))
            {
                return true;
            }
        }

        return false;
    }

    public static void Unmark(Exception exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            current.Data.Remove(Mark);
        }
    }
}
