using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Sees each command once it is done: says the slow ones, all where <c>database.debug</c> is on, and which failed ones were reads.</summary>
/// <remarks>A fast command costs two comparisons here. Durations are measured by EF Core.</remarks>
internal sealed class CommandWatch(DatabaseReport report) : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
    {
        CommandSpans.Begin(command);
        return result;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        CommandSpans.Begin(command);
        return new ValueTask<InterceptionResult<DbDataReader>>(result);
    }

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
    {
        CommandSpans.Begin(command);
        return result;
    }

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        CommandSpans.Begin(command);
        return new ValueTask<InterceptionResult<int>>(result);
    }

    public override DbDataReader ReaderExecuted(DbCommand command, CommandExecutedEventData eventData, DbDataReader result)
    {
        report.Executed(command, eventData.Duration);
        return result;
    }

    public override ValueTask<DbDataReader> ReaderExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, DbDataReader result, CancellationToken cancellationToken = default)
    {
        report.Executed(command, eventData.Duration);
        return new ValueTask<DbDataReader>(result);
    }

    public override int NonQueryExecuted(DbCommand command, CommandExecutedEventData eventData, int result)
    {
        report.Executed(command, eventData.Duration, result);
        CommandSpans.Affected(command, result);
        return result;
    }

    public override ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        report.Executed(command, eventData.Duration, result);
        CommandSpans.Affected(command, result);
        return new ValueTask<int>(result);
    }

    public override object? ScalarExecuted(DbCommand command, CommandExecutedEventData eventData, object? result)
    {
        report.Executed(command, eventData.Duration, 1);
        return result;
    }

    public override ValueTask<object?> ScalarExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, object? result, CancellationToken cancellationToken = default)
    {
        report.Executed(command, eventData.Duration, 1);
        return new ValueTask<object?>(result);
    }

    public override InterceptionResult DataReaderDisposing(DbCommand command, DataReaderDisposingEventData eventData, InterceptionResult result)
    {
        report.Read(command, eventData.Duration, eventData.ReadCount);
        CommandSpans.Returned(command, eventData.ReadCount, eventData.DataReader is { IsClosed: false } reader ? reader.HasRows : eventData.ReadCount > 1);
        return result;
    }

    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData)
    {
        report.Failed(command, eventData.Duration);
        FailedRead.MarkIfRead(eventData);
    }

    public override Task CommandFailedAsync(DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        report.Failed(command, eventData.Duration);
        FailedRead.MarkIfRead(eventData);
        return Task.CompletedTask;
    }

    public override void CommandCanceled(DbCommand command, CommandEndEventData eventData) => report.Failed(command, eventData.Duration);

    public override Task CommandCanceledAsync(DbCommand command, CommandEndEventData eventData, CancellationToken cancellationToken = default)
    {
        report.Failed(command, eventData.Duration);
        return Task.CompletedTask;
    }
}
