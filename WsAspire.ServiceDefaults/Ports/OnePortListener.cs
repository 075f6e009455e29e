using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>Hands the connections of one protocol to Kestrel. Either half's end is the port's end.</summary>
internal sealed class OnePortListener(OnePort port, CleartextProtocol protocol) : IConnectionListener
{
    private readonly ChannelReader<ConnectionContext> _connections = port.ConnectionsOf(protocol);

    public EndPoint EndPoint => port.EndPoint;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (await _connections.WaitToReadAsync(cancellationToken))
        {
            if (_connections.TryRead(out var connection))
            {
                return connection;
            }
        }

        return null;
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => port.UnbindAsync();

    public ValueTask DisposeAsync() => port.DisposeAsync();
}
