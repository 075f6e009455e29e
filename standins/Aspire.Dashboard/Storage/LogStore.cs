namespace Aspire.Dashboard.Storage;

/// <summary>The log records, the oldest of which go where there is no room.</summary>
/// <param name="capacity">Records at most.</param>
/// <param name="mostBytes">Estimated bytes at most.</param>
internal sealed class LogStore(int capacity = Limits.Logs, long mostBytes = Limits.LogBytes)
{
    private readonly Lock _lock = new();
    private readonly Ring<LogRecord> _logs = new(capacity);
    private long _bytes;

    /// <summary>Another number after each change.</summary>
    public long Version => _logs.Next;

    /// <summary>How many there are.</summary>
    public int Count => _logs.Count;

    /// <summary>About how much memory they take.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Keeps records.</summary>
    public void Add(IReadOnlyList<LogRecord> logs)
    {
        lock (_lock)
        {
            foreach (var log in logs)
            {
                var bytes = log.Bytes;
                while (_logs.Count > 0 && (_logs.Count == capacity || _bytes + bytes > mostBytes))
                {
                    _bytes -= _logs.RemoveOldest().Bytes;
                }

                log.Number = _logs.Next;
                _logs.Add(log);
                _bytes += bytes;
            }
        }
    }

    /// <summary>The records that a filter takes, newest first; read without holding back who adds.</summary>
    public IEnumerable<LogRecord> Search(LogFilter filter) => _logs.Newest().Where(filter.Takes);
}
