using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EchoServer;

/// <summary>What the frame is measured against: Kestrel and Grpc.AspNetCore as their templates set them up.</summary>
internal static class BareGrpc
{
    /// <summary>Adds gRPC with its JSON face. Kestrel has no cleartext port for both protocols: <c>--grpc-port</c> speaks HTTP/2, <c>--json-port</c> HTTP/1.1.</summary>
    public static void AddBareGrpc(this WebApplicationBuilder builder)
    {
        builder.Services.AddGrpc().AddJsonTranscoding();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, builder.Configuration.GetValue<int>("grpc-port"), listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, builder.Configuration.GetValue<int>("json-port"), listen => listen.Protocols = HttpProtocols.Http1);
        });
    }
}
