using Microsoft.Extensions.Hosting;

namespace WsAspire.ServiceDefaults.Shutdown;

/// <summary>Holds back the stop of all parts for the delay, whoever asked for it: a signal, <c>StopApplication</c> or <c>StopAsync</c>.</summary>
internal sealed class DrainService(Drain drain) : IHostedLifecycleService
{
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await using var impatient = cancellationToken.Register(drain.EndDelay);
        await drain.BeginAsync();
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
