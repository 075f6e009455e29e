using System.Diagnostics.Metrics;
using Serilog.Core;
using Serilog.Events;
using Serilog.Sinks.Async;

namespace WsAspire.ServiceDefaults.Logging;

/// <summary>Counts the lines of the log that were not written: the queue was full, or the disk.</summary>
internal sealed class LogLosses : IAsyncLogEventSinkMonitor, ILoggingFailureListener
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "WsAspire.Logging";

    private IAsyncLogEventSinkInspector? _queue;
    private long _droppedBefore;
    private long _failed;
    private string? _reason;
    private int _isCut;

    public LogLosses(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableCounter(
            "ws.log.lost",
            () => new[] { new Measurement<long>(Dropped, new KeyValuePair<string, object?>("reason", "queue")), new Measurement<long>(Failed, new KeyValuePair<string, object?>("reason", "disk")) },
            "{line}",
            "Lines of the log that were not written.");
    }

    /// <summary>Lines for which the queue had no place.</summary>
    public long Dropped => Interlocked.Read(ref _droppedBefore) + (_queue?.DroppedMessagesCount ?? 0);

    /// <summary>Lines that could not be written.</summary>
    public long Failed => Interlocked.Read(ref _failed);

    /// <summary>Why the last one could not be written; null while all could.</summary>
    public string? Reason => Volatile.Read(ref _reason);

    /// <summary>Whether the last line may have been written in part; asked once.</summary>
    public bool TakeCut() => Volatile.Read(ref _isCut) != 0 && Interlocked.Exchange(ref _isCut, 0) != 0;

    public void StartMonitoring(IAsyncLogEventSinkInspector inspector) => _queue = inspector;

    public void StopMonitoring(IAsyncLogEventSinkInspector inspector)
    {
        Interlocked.Add(ref _droppedBefore, inspector.DroppedMessagesCount);
        _queue = null;
    }

    public void OnLoggingFailed(object sender, LoggingFailureKind kind, string message, IReadOnlyCollection<LogEvent>? events, Exception? exception)
    {
        Volatile.Write(ref _isCut, 1);
        Interlocked.Add(ref _failed, events?.Count ?? 0);
        Volatile.Write(ref _reason, exception?.Message ?? message);
    }
}
