using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Repeats a unit of work on the database at most twice, and only where the server has certainly kept nothing of it.</summary>
/// <remarks>
/// A unit is what EF Core gives here: one query, one SaveChanges, one ExecuteUpdate or ExecuteDelete, or the whole of <c>InTransactionAsync</c>.
/// It is repeated after a deadlock or a lock wait timeout, because the server undid it, and when a connection is lost while a LINQ query runs, because
/// that only reads. It is not repeated inside of a transaction or an opened connection, nor for any other fault.
/// </remarks>
internal sealed class CommandRepeat(ExecutionStrategyDependencies dependencies, TimeProvider time, DatabaseReport report) : IExecutionStrategy
{
    private const int MaxAttempts = 3;
    private const int MaxDelayMilliseconds = 20;

    // True would make EF Core hold the rows of each query in memory, and refuse transactions that are begun by hand.
    public bool RetriesOnFailure => false;

    public TResult Execute<TState, TResult>(
        TState state, Func<DbContext, TState, TResult> operation, Func<DbContext, TState, ExecutionResult<TResult>>? verifySucceeded)
    {
        var context = dependencies.CurrentContext.Context;
        var isOutermost = IsOutermost(context);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return operation(context, state);
            }
            catch (Exception exception) when (isOutermost && MayRepeat(exception, attempt, CancellationToken.None))
            {
                report.Repeats(exception, attempt);
            }

            // Synchronous calls are for tools and tests: no wait.
        }
    }

    public async Task<TResult> ExecuteAsync<TState, TResult>(
        TState state,
        Func<DbContext, TState, CancellationToken, Task<TResult>> operation,
        Func<DbContext, TState, CancellationToken, Task<ExecutionResult<TResult>>>? verifySucceeded,
        CancellationToken cancellationToken = default)
    {
        var context = dependencies.CurrentContext.Context;
        var isOutermost = IsOutermost(context);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await operation(context, state, cancellationToken);
            }
            catch (Exception exception) when (isOutermost && MayRepeat(exception, attempt, cancellationToken))
            {
                report.Repeats(exception, attempt);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(1, MaxDelayMilliseconds * attempt)), time, cancellationToken);
        }
    }

    // An open connection is one with a transaction, or one that the program opened for what it keeps in the session.
    private static bool IsOutermost(DbContext context) => context.Database.GetDbConnection().State == System.Data.ConnectionState.Closed;

    private static bool MayRepeat(Exception exception, int attempt, CancellationToken cancellationToken)
    {
        if (Transaction.Current is not null || cancellationToken.IsCancellationRequested)
        {
            return false;
        }

        var isSafe = DatabaseFaults.IsUndone(exception) || FailedRead.IsMarked(exception);
        if (isSafe && attempt >= MaxAttempts)
        {
            // So that a unit around this one does not begin again.
            FailedRead.Unmark(exception);
            DatabaseFaults.GiveUp(exception);
            return false;
        }

        return isSafe;
    }
}
