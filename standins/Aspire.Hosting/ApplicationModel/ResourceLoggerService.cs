using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The output of resources.</summary>
public class ResourceLoggerService
{
    private const int BacklogLines = 10_000;
    private readonly ConcurrentDictionary<string, Log> _logs = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Gets a logger that writes to the output of <paramref name="resource"/>.</summary>
    public ILogger GetLogger(IResource resource) => GetLogger(resource.Name);

    /// <summary>Gets a logger that writes to the output of the resource (or replica) of that name.</summary>
    public ILogger GetLogger(string resourceName) => LogOf(resourceName);

    /// <summary>Gets what there is so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => GetAllAsync(resource.Name);

    /// <summary>Gets what there is so far, and then what comes, until the resource has ended.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => WatchAsync(resource.Name);

    /// <summary>Gets what there is so far.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) => LogOf(resourceName).ReadAsync(follow: false);

    /// <summary>Gets what there is so far, and then what comes, until the resource has ended.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => LogOf(resourceName).ReadAsync(follow: true);

    /// <summary>Ends the output of <paramref name="resource"/>.</summary>
    public void Complete(IResource resource) => Complete(resource.Name);

    /// <summary>Ends the output of the resource of that name.</summary>
    public void Complete(string name) => LogOf(name).Complete();

    /// <summary>Forgets what there is so far.</summary>
    public void ClearBacklog(string resourceName) => _logs.TryRemove(resourceName, out _);

    internal void Append(string resourceName, string content, bool isError) => LogOf(resourceName).Append(content, isError);

    private Log LogOf(string name) => _logs.GetOrAdd(name, _ => new Log());

    private sealed class Log : ILogger
    {
        private readonly Lock _lock = new();
        private readonly Queue<LogLine> _backlog = [];
        private readonly List<Channel<LogLine>> _watchers = [];
        private int _lines;
        private bool _completed;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Append(formatter(state, exception) + (exception is null ? "" : Environment.NewLine + exception), logLevel >= LogLevel.Error);

        public void Append(string content, bool isError)
        {
            lock (_lock)
            {
                LogLine line = new(++_lines, content, isError);
                _backlog.Enqueue(line);
                if (_backlog.Count > BacklogLines)
                {
                    _backlog.Dequeue();
                }

                _watchers.ForEach(watcher => watcher.Writer.TryWrite(line));
            }
        }

        public void Complete()
        {
            lock (_lock)
            {
                _completed = true;
                _watchers.ForEach(watcher => watcher.Writer.TryComplete());
            }
        }

        public async IAsyncEnumerable<IReadOnlyList<LogLine>> ReadAsync(bool follow, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            var channel = Channel.CreateUnbounded<LogLine>();
            lock (_lock)
            {
                foreach (var line in _backlog)
                {
                    channel.Writer.TryWrite(line);
                }

                if (follow && !_completed)
                {
                    _watchers.Add(channel);
                }
                else
                {
                    channel.Writer.Complete();
                }
            }

            try
            {
                while (await channel.Reader.WaitToReadAsync(cancellationToken))
                {
                    List<LogLine> lines = [];
                    while (channel.Reader.TryRead(out var line))
                    {
                        lines.Add(line);
                    }

                    yield return lines;
                }
            }
            finally
            {
                lock (_lock)
                {
                    _watchers.Remove(channel);
                }
            }
        }
    }
}
