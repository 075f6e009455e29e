using System.Net;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>One protocol's half of a port. Not an <see cref="IPEndPoint"/>: only <see cref="OnePortTransport"/> can bind it.</summary>
internal sealed class ProtocolEndPoint(OnePort port, CleartextProtocol protocol) : EndPoint
{
    public OnePort Port { get; } = port;

    public CleartextProtocol Protocol { get; } = protocol;

    public override string ToString() => Port.EndPoint.ToString()!;
}
