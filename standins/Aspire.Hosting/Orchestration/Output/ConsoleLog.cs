namespace Aspire.Hosting.Orchestration.Output;

/// <summary>Brings the AppHost's own log onto the screen: messages only, warnings and worse, and what the run itself says.</summary>
internal sealed class ConsoleLog(ConsoleScreen screen, ConsoleStyle style) : ILoggerProvider
{
    private const string Label = "apphost";

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) =>
        new Writer(screen, style, categoryName.StartsWith("Aspire.", StringComparison.Ordinal) ? LogLevel.Information : LogLevel.Warning);

    /// <inheritdoc />
    public void Dispose()
    {
        // The screen is not ours.
    }

    private sealed class Writer(ConsoleScreen screen, ConsoleStyle style, LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            var text = formatter(state, exception) + (exception is null ? "" : $": {exception.Message}");
            foreach (var line in IsEnabled(logLevel) ? text.Split('\n') : [])
            {
                var clean = Ansi.Clean(line, colours: false);
                screen.WriteLine(style.Prefix(Label, null) + (style.Colours && logLevel >= LogLevel.Error ? Ansi.Red(clean) : clean));
            }
        }
    }
}
