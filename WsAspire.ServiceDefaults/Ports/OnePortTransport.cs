using System.Net;
using Microsoft.AspNetCore.Connections;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>Gives Kestrel the two halves of a port that is bound already.</summary>
internal sealed class OnePortTransport : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is ProtocolEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var half = (ProtocolEndPoint)endpoint;
        return ValueTask.FromResult<IConnectionListener>(new OnePortListener(half.Port, half.Protocol));
    }
}
