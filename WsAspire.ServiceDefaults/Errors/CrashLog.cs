using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Errors;

/// <summary>Logs what would end the process, or be lost, without a word: exceptions on threads of its own, and of tasks that nobody awaits.</summary>
internal sealed class CrashLog(ILoggerFactory loggers) : IHostedService, IDisposable
{
    private readonly ILogger _logger = loggers.CreateLogger<CrashLog>();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        AppDomain.CurrentDomain.UnhandledException += LogUnhandled;
        TaskScheduler.UnobservedTaskException += LogUnobserved;
        return Task.CompletedTask;
    }

    // Until the container is disposed of: stopping can fail too.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        AppDomain.CurrentDomain.UnhandledException -= LogUnhandled;
        TaskScheduler.UnobservedTaskException -= LogUnobserved;
    }

    private void LogUnhandled(object sender, UnhandledExceptionEventArgs unhandled)
    {
        ErrorLog.Crashed(_logger, unhandled.ExceptionObject as Exception);
        if (unhandled.IsTerminating)
        {
            // Writes out what the loggers hold back: the process ends when this returns.
            loggers.Dispose();
        }
    }

    private void LogUnobserved(object? sender, UnobservedTaskExceptionEventArgs unobserved) => ErrorLog.TaskUnobserved(_logger, unobserved.Exception);
}
