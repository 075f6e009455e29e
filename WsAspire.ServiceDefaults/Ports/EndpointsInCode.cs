using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>Sees whether the service listens by code of its own: then the default address is not bound.</summary>
internal sealed class EndpointsInCode : IConfigureOptions<KestrelServerOptions>
{
    public bool Any { get; private set; }

    // Kestrel applies the defaults at each Listen call.
    public void Configure(KestrelServerOptions options) => options.ConfigureEndpointDefaults(_ => Any = true);
}
