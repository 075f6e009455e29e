using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Shutdown;

/// <summary>Takes the place of the console's lifetime, which tells all parts of the end at the first signal: here the delay comes before. A second signal ends the delay.</summary>
internal sealed class SignalLifetime(Drain drain, IHostApplicationLifetime lifetime, IHostEnvironment environment, TimeProvider time, ILoggerFactory loggers) : IHostLifetime, IDisposable
{
    // A launcher passes a signal on that the terminal gave to all.
    private static readonly TimeSpan s_same = TimeSpan.FromMilliseconds(300);
    private static readonly PosixSignal[] s_signals = [PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT];
    private readonly ILogger _logger = loggers.CreateLogger("Microsoft.Hosting.Lifetime");
    private readonly List<PosixSignalRegistration> _registrations = [];
    private long _first;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _registrations.AddRange(s_signals.Select(signal => PosixSignalRegistration.Create(signal, OnSignal)));
        lifetime.ApplicationStarted.Register(() => ShutdownLog.Started(_logger, environment.EnvironmentName, environment.ContentRootPath));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        var now = time.GetTimestamp();
        var first = Interlocked.CompareExchange(ref _first, now, 0);
        if (first == 0)
        {
            _ = StopAsync();
        }
        else if (time.GetElapsedTime(first, now) > s_same)
        {
            drain.EndDelay();
        }
    }

    private async Task StopAsync()
    {
        await drain.BeginAsync();
        lifetime.StopApplication();
    }
}
