using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>Kestrel, whose cleartext addresses are bound as <see cref="OnePort"/> just before it starts: by then all addresses are known.</summary>
internal sealed class OnePortServer : IServer
{
    private readonly IServer _kestrel;
    private readonly KestrelServerOptions _options;
    private readonly IConfiguration _configuration;
    private readonly OnePortBinder _binder;
    private readonly EndpointsInCode _endpointsInCode;
    private readonly SpreadHeartbeat _heartbeat;
    private readonly List<OnePort> _ports = [];

    // Kestrel lists an address per protocol, so others are shown this list and not its own.
    private readonly IServerAddressesFeature _kestrelAddresses;
    private readonly ServerAddresses _addresses = new();

    public OnePortServer(
        IServer kestrel, IOptions<KestrelServerOptions> options, IConfiguration configuration, OnePortBinder binder, EndpointsInCode endpointsInCode, TimeProvider time)
    {
        _kestrel = kestrel;
        _options = options.Value;
        _configuration = configuration;
        _binder = binder;
        _endpointsInCode = endpointsInCode;
        _heartbeat = new SpreadHeartbeat(time);
        _kestrelAddresses = kestrel.Features.GetRequiredFeature<IServerAddressesFeature>();
        kestrel.Features.Set<IServerAddressesFeature>(_addresses);
    }

    public IFeatureCollection Features => _kestrel.Features;

    public async Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
        where TContext : notnull
    {
        try
        {
            await TakeOverAsync(cancellationToken);
            await _kestrel.StartAsync(application, cancellationToken);
        }
        catch
        {
            await DisposePortsAsync();
            throw;
        }

        _addresses.Show(_kestrelAddresses.Addresses.Distinct());
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _kestrel.StopAsync(cancellationToken);
        await DisposePortsAsync();
    }

    public void Dispose()
    {
        _kestrel.Dispose();
        _heartbeat.Dispose();
    }

    private async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        var plan = ListenPlan.Create(_configuration.GetSection("Kestrel"), _addresses, _endpointsInCode.Any);
        foreach (var address in plan.Cleartext)
        {
            foreach (var port in await _binder.BindAsync(address, cancellationToken))
            {
                _ports.Add(port);
                Listen(port, CleartextProtocol.Http1, HttpProtocols.Http1);
                Listen(port, CleartextProtocol.Http2, HttpProtocols.Http2);
            }
        }

        _kestrelAddresses.PreferHostingUrls = _addresses.PreferHostingUrls;
        plan.LeaveRest(_options, _kestrelAddresses);
    }

    private void Listen(OnePort port, CleartextProtocol protocol, HttpProtocols protocols) =>
        _options.Listen(new ProtocolEndPoint(port, protocol), listen =>
        {
            listen.Protocols = protocols;
            listen.Use(_heartbeat.Use);
        });

    private async Task DisposePortsAsync()
    {
        foreach (var port in _ports)
        {
            await port.DisposeAsync();
        }

        _ports.Clear();
    }
}
