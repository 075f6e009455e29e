using System.Net;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace WsGateway.Doors;

/// <summary>Sets the server up: doors with TLS, and bodies and bytes of headers that pass as they are. Doors in cleartext are addresses of the frame's one port.</summary>
internal sealed class DoorListeners(IOptions<GatewayOptions> options, DoorCertificate certificate) : IConfigureOptions<KestrelServerOptions>
{
    private static readonly TimeSpan s_handshake = TimeSpan.FromSeconds(10);

    public void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        kestrel.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;

        // A service knows how large its bodies may be, and how slow; one that stands still is cut by the forwarder.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        foreach (var door in certificate.IsUsed ? options.Value.FrontDoors : [])
        {
            if (door.IsLocalhost)
            {
                kestrel.ListenLocalhost(door.TlsPort ?? door.Port, Secure);
            }
            else
            {
                kestrel.Listen(IPAddress.Parse(door.Address), door.TlsPort ?? door.Port, Secure);
            }
        }
    }

    private void Secure(ListenOptions listen)
    {
        listen.Protocols = HttpProtocols.Http1AndHttp2;
        listen.UseHttps(new TlsHandshakeCallbackOptions { HandshakeTimeout = s_handshake, OnConnection = _ => ValueTask.FromResult(certificate.CreateOptions()) });
    }
}
