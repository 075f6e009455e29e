using System.Data.Common;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>What the log holds of the work with the database. SQL stands there as it is sent, with names of parameters in place of their values.</summary>
internal sealed class DatabaseReport : IDisposable
{
    private const int MaxSqlLength = 2_000;

    private readonly ILogger<DatabaseReport> _logger;
    private readonly LogGate _slowGate;
    private readonly LogGate _repeatGate;
    private readonly IDisposable? _subscription;
    private long _slowTicks;
    private bool _isDebug;

    public DatabaseReport(IOptionsMonitor<DatabaseOptions> options, TimeProvider time, ILogger<DatabaseReport> logger)
    {
        _logger = logger;
        _slowGate = new LogGate(time, TimeSpan.FromSeconds(1));
        _repeatGate = new LogGate(time, TimeSpan.FromSeconds(1));
        _subscription = options.OnChange(Take);
        Take(options.CurrentValue);
    }

    /// <summary>A command was answered: how long it took until its first row, or until its end where it has none.</summary>
    public void Executed(DbCommand command, TimeSpan duration, int? rows = null)
    {
        if (_isDebug)
        {
            DatabaseLog.Executed(_logger, duration.TotalMilliseconds, Cut(command.CommandText));
        }

        if (duration.Ticks >= _slowTicks && _slowGate.TryPass(out var others))
        {
            DatabaseLog.Slow(_logger, duration.TotalMilliseconds, rows, TraceId, others, Cut(command.CommandText));
        }
    }

    /// <summary>A command failed or was cancelled. What is said of the failure, others say.</summary>
    public void Failed(DbCommand command, TimeSpan duration)
    {
        if (duration.Ticks >= _slowTicks && _slowGate.TryPass(out var others))
        {
            DatabaseLog.SlowFailed(_logger, duration.TotalMilliseconds, TraceId, others, Cut(command.CommandText));
        }
    }

    /// <summary>The rows of a command were read: how long that took, the program's own work between them included.</summary>
    /// <param name="command">The command.</param>
    /// <param name="duration">From the first row to the end.</param>
    /// <param name="reads">How often a row was asked for: one more than there were rows, where all were read.</param>
    public void Read(DbCommand command, TimeSpan duration, int reads)
    {
        if (duration.Ticks >= _slowTicks && _slowGate.TryPass(out var others))
        {
            DatabaseLog.SlowRead(_logger, reads, duration.TotalMilliseconds, TraceId, others, Cut(command.CommandText));
        }
    }

    /// <summary>A unit of work is done again.</summary>
    public void Repeats(Exception cause, int attempt)
    {
        if (_repeatGate.TryPass(out var others))
        {
            DatabaseLog.Repeated(_logger, attempt, cause.GetBaseException().Message, TraceId, others);
        }
    }

    public void Dispose() => _subscription?.Dispose();

    private static string? TraceId => Activity.Current?.TraceId.ToHexString();

    private static string Cut(string sql) => sql.Length <= MaxSqlLength ? sql : string.Concat(sql.AsSpan(0, MaxSqlLength), "...");

    private void Take(DatabaseOptions options)
    {
        Volatile.Write(ref _isDebug, options.Debug);
        Volatile.Write(ref _slowTicks, options.SlowQuery == 0 ? long.MaxValue : TimeSpan.FromMilliseconds(options.SlowQuery).Ticks);
    }
}
