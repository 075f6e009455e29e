using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>Messages 1070 to 1079.</summary>
internal static partial class DatabaseLog
{
    [LoggerMessage(1070, LogLevel.Information, "Executed in {Milliseconds:0.0} ms: {Sql}")]
    public static partial void Executed(ILogger logger, double milliseconds, string sql);

    [LoggerMessage(1071, LogLevel.Warning, "Slow query: executed in {Milliseconds:0} ms, rows {Rows}, trace {TraceId} ({Others} other slow ones not shown): {Sql}")]
    public static partial void Slow(ILogger logger, double milliseconds, int? rows, string? traceId, long others, string sql);

    [LoggerMessage(1072, LogLevel.Warning, "Slow query: {Reads} reads of rows took {Milliseconds:0} ms, trace {TraceId} ({Others} other slow ones not shown): {Sql}")]
    public static partial void SlowRead(ILogger logger, int reads, double milliseconds, string? traceId, long others, string sql);

    [LoggerMessage(1073, LogLevel.Warning, "Slow query: failed or cancelled after {Milliseconds:0} ms, trace {TraceId} ({Others} other slow ones not shown): {Sql}")]
    public static partial void SlowFailed(ILogger logger, double milliseconds, string? traceId, long others, string sql);

    [LoggerMessage(1074, LogLevel.Information, "Done again after attempt {Attempt}: {Cause} Trace {TraceId} ({Others} other repeats not shown)")]
    public static partial void Repeated(ILogger logger, int attempt, string cause, string? traceId, long others);

    [LoggerMessage(1075, LogLevel.Warning, "{Context}: not ready, {Count} migrations are not applied: {Migrations}")]
    public static partial void MigrationsPending(ILogger logger, string context, int count, string migrations);
}
