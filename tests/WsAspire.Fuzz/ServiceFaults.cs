using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace WsAspire.Fuzz;

/// <summary>Keeps what the service logs as error or worse: no input may cause that, whatever was answered.</summary>
/// <remarks>The libraries log what a caller did wrong as an error too; that is counted and not kept.</remarks>
/// <param name="isAlone">Whether the process has nothing else in it; otherwise a task that nobody looked at is the service's only where its code stands in the stack.</param>
internal sealed partial class ServiceFaults(bool isAlone = true) : ILoggerProvider
{
    /// <summary>Category of what is told of the whole process, whoever caused it.</summary>
    public const string ProcessCategory = "WsAspire.ServiceDefaults.Errors.CrashLog";
    private const int MaxKept = 50;
    private const string LibraryCategory = "Grpc.AspNetCore.Server.ServerCallHandler";
    private const string KestrelCategory = "Microsoft.AspNetCore.Server.Kestrel";
    private readonly ConcurrentDictionary<string, bool> _lines = [];
    private long _ofLibrary;

    public IReadOnlyCollection<string> Lines => [.. _lines.Keys];

    public long OfLibrary => Interlocked.Read(ref _ofLibrary);

    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    public void Dispose()
    {
    }

    /// <summary>Whether the service's code stands in the stack. The event behind that category is the whole process's: tests read from connections and give up, too.</summary>
    public static bool IsOfAService(Exception? exception) => exception?.ToString().Split('\n').Any(line => OfAService().IsMatch(line)) == true;

    private void Take(string category, LogLevel level, string text, Exception? exception)
    {
        if (!isAlone && category == ProcessCategory && !IsOfAService(exception))
        {
            return;
        }

        if (IsOfLibrary(category, text))
        {
            Interlocked.Increment(ref _ofLibrary);
        }
        else if (_lines.Count < MaxKept)
        {
            _lines.TryAdd($"{level} {category}: {text} {Describe(exception)}", true);
        }
    }

    // Kestrel ends a connection of which it owes too many answers, and tells that as critical; it may then lose that connection's end, and tells that too,
    // with our port and without.
    private static bool IsOfLibrary(string category, string text) =>
        category == LibraryCategory
        || (category.StartsWith(KestrelCategory, StringComparison.Ordinal)
            && (text.Contains("maximum queue size", StringComparison.Ordinal) || text.EndsWith("application never completed.", StringComparison.Ordinal)));

    // Where it was thrown is enough: the rest of the stack is the library's.
    private static string Describe(Exception? exception) =>
        exception is null ? "" : exception is AggregateException ? exception.ToString() : $"{exception.GetType().Name}: {exception.Message} {exception.StackTrace?.Split('\n').FirstOrDefault()?.Trim()}";

    [GeneratedRegex(@"^\s*at (?:WsAspire\.(?!\w+\.Tests\.|Testing\.|Fuzz\.)|Microsoft\.AspNetCore\.|Grpc\.)")]
    private static partial Regex OfAService();

    private sealed class Logger(ServiceFaults faults, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                faults.Take(category, logLevel, formatter(state, exception), exception);
            }
        }
    }
}
