using Microsoft.AspNetCore.Http.Features;

namespace WsGateway.Proxy;

/// <summary>Keeps the forwarder from sending the body: that is done with each attempt.</summary>
internal sealed class BodilessRequest : IHttpRequestBodyDetectionFeature
{
    /// <summary>The only one.</summary>
    public static readonly BodilessRequest Instance = new();

    public bool CanHaveBody => false;
}
