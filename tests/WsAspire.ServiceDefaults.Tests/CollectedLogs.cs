using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using WsAspire.Fuzz;

namespace WsAspire.ServiceDefaults.Tests;

/// <summary>Keeps what is logged.</summary>
public sealed class CollectedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<LogLine> _lines = [];
    private readonly ConcurrentQueue<LogLine> _ofOthers = [];

    public IReadOnlyCollection<LogLine> Lines => _lines;

    /// <summary>Tasks of the whole process that failed unseen, without a service's code in the stack: those of other tests are here, too.</summary>
    public IReadOnlyCollection<LogLine> OfOthers => _ofOthers;

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    private sealed class Logger(CollectedLogs logs, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            (category == ServiceFaults.ProcessCategory && !ServiceFaults.IsOfAService(exception) ? logs._ofOthers : logs._lines).Enqueue(new LogLine(logLevel, category, formatter(state, exception), exception));
    }
}
