using Grpc.Health.V1;
using Grpc.HealthCheck;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Shutdown;

/// <summary>The first part of the end: not ready from now on, and still serving for the delay.</summary>
internal sealed class Drain : IDisposable
{
    private static readonly string[] s_names = ["", "readiness"];
    private readonly ShutdownTimes _times;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly HealthServiceImpl _health;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _end = new();
    private readonly CancellationTokenSource _begun = new();
    private readonly Lazy<Task> _delay;

    public Drain(ShutdownTimes times, IHostApplicationLifetime lifetime, HealthServiceImpl health, TimeProvider time, ILogger<Drain> logger)
    {
        _times = times;
        _lifetime = lifetime;
        _health = health;
        _time = time;
        _logger = logger;
        _delay = new Lazy<Task>(DelayAsync);
    }

    /// <summary>Whether the service is about to end.</summary>
    public bool HasBegun => _begun.IsCancellationRequested;

    /// <summary>Ends when the service is about to.</summary>
    public CancellationToken Begun => _begun.Token;

    /// <summary>Begins, or joins what has begun.</summary>
    /// <returns>Ends with the delay. A service that has not started has none: nobody was sent to it.</returns>
    public Task BeginAsync() => _delay.Value;

    /// <summary>Ends the delay now.</summary>
    public void EndDelay() => _end.Cancel();

    public void Dispose()
    {
        _end.Dispose();
        _begun.Dispose();
    }

    private async Task DelayAsync()
    {
        _ = _begun.CancelAsync();
        if (!_lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return;
        }

        // Those who ask see it by the check; those who watch are told.
        foreach (var name in s_names)
        {
            _health.SetStatus(name, HealthCheckResponse.Types.ServingStatus.NotServing);
        }

        ShutdownLog.Draining(_logger, _times.Delay, _times.DrainTimeout);
        if (_times.Delay > TimeSpan.Zero)
        {
            await Task.Delay(_times.Delay, _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
