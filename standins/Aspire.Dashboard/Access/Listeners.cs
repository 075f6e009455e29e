using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Aspire.Dashboard.Access;

/// <summary>The listeners, all at loopback addresses: at the ports that are asked for, or at free ones.</summary>
/// <param name="options">Which ports are asked for.</param>
/// <param name="anyPort">Whether none of these is tried.</param>
internal sealed class Listeners(DashboardOptions options, bool anyPort)
{
    // What gRPC puts before a message.
    private const int FrameBytes = 1_024;

    private const int MostConnections = 1_000;
    private readonly Dictionary<ListenerKind, (int Port, ListenOptions Listen)> _listeners = [];

    /// <summary>Adds the listeners to a server.</summary>
    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        kestrel.Limits.MaxRequestBodySize = Storage.Limits.Request + FrameBytes;
        Add(kestrel, ListenerKind.Page, options.Page, HttpProtocols.Http1);
        Add(kestrel, ListenerKind.OtlpGrpc, options.OtlpGrpc, HttpProtocols.Http2);
        if (options.OtlpHttp is { } http)
        {
            Add(kestrel, ListenerKind.OtlpHttp, http, HttpProtocols.Http1);
        }
    }

    /// <summary>The address of a listener, once the server runs.</summary>
    public Uri AddressOf(ListenerKind kind)
    {
        var (port, listen) = _listeners[kind];
        return new UriBuilder(Uri.UriSchemeHttp, "localhost", port == 0 ? listen.IPEndPoint!.Port : port).Uri;
    }

    private void Add(KestrelServerOptions kestrel, ListenerKind kind, Uri url, HttpProtocols protocols)
    {
        var port = !anyPort && IsFree(url.Port) ? url.Port : 0;
        if (port == 0)
        {
            kestrel.Listen(IPAddress.Loopback, port, Set);
        }
        else
        {
            kestrel.ListenLocalhost(port, Set);
        }

        void Set(ListenOptions listen)
        {
            listen.Protocols = protocols;
            listen.Use(next => connection =>
            {
                connection.Features.Set(new ListenerFeature(kind));
                return next(connection);
            });
            _listeners[kind] = (port, listen);
        }
    }

    private static bool IsFree(int port) => port > 0 && IsFree(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || !IsFree(IPAddress.IPv6Loopback, 0) || IsFree(IPAddress.IPv6Loopback, port));

    private static bool IsFree(IPAddress address, int port)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
