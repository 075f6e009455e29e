using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>Binds the sockets of a cleartext address by the rules of Kestrel: localhost is both loopbacks, an unknown host all interfaces.</summary>
internal sealed class OnePortBinder(
    IEnumerable<IConnectionListenerFactory> transports,
    IOptions<OnePortOptions> options,
    IOptions<KestrelServerOptions> kestrelOptions,
    TimeProvider time,
    ILogger<OnePort> logger)
{
    /// <summary>Binds one address.</summary>
    /// <returns>One port, or two for localhost.</returns>
    /// <exception cref="IOException">The address is in use or cannot be bound; the text says which.</exception>
    /// <exception cref="InvalidOperationException">The address cannot be used as it is written.</exception>
    public async Task<IReadOnlyList<OnePort>> BindAsync(ListenAddress address, CancellationToken cancellationToken)
    {
        if (address.Parsed.PathBase.Length > 0)
        {
            throw new InvalidOperationException($"A path cannot be part of the address {address.Text}; use UsePathBase.");
        }

        if (address.IsLocalhost)
        {
            return await BindLocalhostAsync(address, cancellationToken);
        }

        return address.TryGetIPEndPoint() is { } endPoint
            ? [await BindAsync(address, endPoint, cancellationToken)]
            : [await BindAnyAsync(address, cancellationToken)];
    }

    private async Task<IReadOnlyList<OnePort>> BindLocalhostAsync(ListenAddress address, CancellationToken cancellationToken)
    {
        if (address.Parsed.Port == 0)
        {
            throw new InvalidOperationException($"A free port (0) cannot be taken on localhost, which is two addresses; use 127.0.0.1:0 or [::1]:0 in {address.Text}.");
        }

        var bound = new List<OnePort>();
        Exception? last = null;
        foreach (var loopback in (IPAddress[])[IPAddress.Loopback, IPAddress.IPv6Loopback])
        {
            try
            {
                bound.Add(await BindAsync(address, new IPEndPoint(loopback, address.Parsed.Port), cancellationToken));
            }
            catch (Exception exception) when (exception is SocketException || exception.InnerException is AddressInUseException)
            {
                last = exception;
                if (exception is not SocketException)
                {
                    await DisposeAsync(bound);
                    throw;
                }

                OnePortLog.LoopbackMissing(logger, loopback.ToString(), address.Text, exception.Message);
            }
        }

        return bound.Count > 0 ? bound : throw new IOException($"Failed to bind to {address.Text}: neither loopback can be bound.", last);
    }

    private async Task<OnePort> BindAnyAsync(ListenAddress address, CancellationToken cancellationToken)
    {
        try
        {
            return await BindAsync(address, new IPEndPoint(IPAddress.IPv6Any, address.Parsed.Port), cancellationToken);
        }
        catch (SocketException)
        {
            // A machine without IPv6.
            return await BindAsync(address, new IPEndPoint(IPAddress.Any, address.Parsed.Port), cancellationToken);
        }
    }

    private async Task<OnePort> BindAsync(ListenAddress address, IPEndPoint endPoint, CancellationToken cancellationToken)
    {
        var transport = transports.Last(transport => CanBind(transport, endPoint));
        try
        {
            return new OnePort(await transport.BindAsync(endPoint, cancellationToken), options.Value, kestrelOptions.Value.Limits.MaxConcurrentConnections ?? long.MaxValue, time, logger);
        }
        catch (AddressInUseException exception)
        {
            throw new IOException($"Failed to bind to address {address.Text}: {endPoint} is in use already.", exception);
        }
    }

    private static bool CanBind(IConnectionListenerFactory transport, IPEndPoint endPoint) =>
        transport is not IConnectionListenerFactorySelector selector || selector.CanBind(endPoint);

    private static async Task DisposeAsync(List<OnePort> ports)
    {
        foreach (var port in ports)
        {
            await port.DisposeAsync();
        }
    }
}
