using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>The admin port: a server of its own beside the service's, opened first and closed last.</summary>
internal sealed class AdminServer(IOptions<AdminOptions> options, IServiceProvider services, ILogger<AdminServer> logger) : IHostedLifecycleService, IAsyncDisposable
{
    private const int MaxConnections = 100;
    private const int MaxBodySize = 16 << 10;

    private KestrelServer? _server;

    /// <summary>Where it listens; null where it is closed.</summary>
    public string? Address { get; private set; }

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!options.Value.Enabled)
        {
            return;
        }

        // It counts from the first connection on.
        services.GetRequiredService<ConnectionCounters>();
        // Its connections are no business of the service's log.
        _server = new KestrelServer(Options.Create(Limit(options.Value)), new SocketTransportFactory(Options.Create(new SocketTransportOptions { IOQueueCount = 1 }), NullLoggerFactory.Instance), NullLoggerFactory.Instance);
        try
        {
            await _server.StartAsync(services.GetRequiredService<AdminApplication>(), cancellationToken);
        }
        catch (IOException exception)
        {
            throw new OptionsValidationException(AdminOptions.SectionName, typeof(AdminOptions), [$"Admin:Address = \"{options.Value.Address}\": {(exception.InnerException is AddressInUseException ? "it is in use already; expected a free one, such as http://127.0.0.1:0" : exception.Message)}."]);
        }

        Address = _server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        AdminLog.Opened(logger, Address);
        if (!options.Value.Address.IsLoopback && options.Value.Token is null)
        {
            AdminLog.OpenToAll(logger, Address);
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.StopAsync(cancellationToken);
        }
    }

    public ValueTask DisposeAsync()
    {
        _server?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static KestrelServerOptions Limit(AdminOptions options)
    {
        var kestrel = new KestrelServerOptions { AddServerHeader = false };
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestBodySize = MaxBodySize;
        kestrel.Limits.KeepAliveTimeout = TimeSpan.FromSeconds(30);
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(5);
        kestrel.Listen(options.EndPoint, listen => listen.Protocols = HttpProtocols.Http1);
        return kestrel;
    }
}
