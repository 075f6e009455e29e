using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Registers this instance with all control planes that are configured, from when its server listens until it has drained. Without any it does nothing.</summary>
internal sealed class RegistrationClient(
    IOptionsMonitor<BranchingOptions> options, OwnBranch own, ServiceIdentity service, InstanceWatch watch, IServiceProvider services, ResolveName resolve, TimeProvider time, ILogger<RegistrationClient> logger)
    : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _end = new();
    private Task _running = Task.CompletedTask;

    // The server listens by now, and its port is known.
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var configured = options.CurrentValue;
        var planes = configured.ListControlPlanes();
        if (planes.Count == 0)
        {
            return Task.CompletedTask;
        }

        var port = configured.AdvertisedPort ?? InstanceIdentity.PortOf(services.GetService<IServer>());
        if (port == 0)
        {
            BranchingLog.NoPort(logger);
            return Task.CompletedTask;
        }

        var instance = InstanceIdentity.Create(own, service, configured, port);
        BranchingLog.Registering(logger, instance.Service, instance.Branch, instance.Id, port, string.Join(", ", planes));
        watch.Begin(instance);
        var meter = services.GetRequiredService<RegistrationMeter>();
        using (ExecutionContext.SuppressFlow())
        {
            _running = Task.Run(() => RunAsync(planes, meter), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    // The server, which was started last, has drained by now.
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        watch.End();
        await _end.CancelAsync();
        await _running.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _end.Dispose();

    private async Task RunAsync(IReadOnlyList<Uri> planes, RegistrationMeter meter)
    {
        using var untraced = SuppressInstrumentationScope.Begin();
        await Task.WhenAll(planes
            .Select(address => new ControlPlaneName(address, resolve, Connect, time, logger).RunAsync(_end.Token))
            .Append(watch.RunAsync(_end.Token)));

        ControlPlane Connect(Uri address) => new(address, watch, () => options.CurrentValue.Token, meter, time, logger);
    }
}
