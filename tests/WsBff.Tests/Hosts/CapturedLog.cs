using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace WsBff.Tests.Hosts;

/// <summary>Keeps what is logged, and lets a test wait for an entry.</summary>
public sealed class CapturedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, string Text)> _entries = [];
    private readonly SemaphoreSlim _added = new(0);

    /// <summary>Waits until an event with this id is logged, ten seconds at most, and answers its text.</summary>
    public async Task<string> WaitForAsync(int id, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(10));
        while (true)
        {
            foreach (var entry in _entries.Where(entry => entry.Id == id))
            {
                return entry.Text;
            }

            try
            {
                await _added.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"No event {id}, but:\n{string.Join('\n', _entries)}");
            }
        }
    }

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Logger(this);

    /// <inheritdoc />
    public void Dispose() => _added.Dispose();

    private sealed class Logger(CapturedLog log) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            log._entries.Enqueue((eventId.Id, formatter(state, exception)));
            log._added.Release();
        }
    }
}
