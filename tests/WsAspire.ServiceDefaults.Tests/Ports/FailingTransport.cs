using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace WsAspire.ServiceDefaults.Tests.Ports;

/// <summary>Kestrel's sockets, whose listener fails a few times before it accepts: a real one does so only where the process has no file left, and then the runtime may fail as well.</summary>
internal sealed class FailingTransport(SocketTransportFactory sockets, int failures) : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), failures);

    private sealed class Listener(IConnectionListener inner, int failures) : IConnectionListener
    {
        private int _left = failures;

        public EndPoint EndPoint => inner.EndPoint;

        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            Interlocked.Decrement(ref _left) >= 0 ? throw new SocketException((int)SocketError.TooManyOpenSockets) : inner.AcceptAsync(cancellationToken);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
