namespace WsAspire.Conformance.Tests.Proxies;

/// <summary>The data planes, which behave alike.</summary>
public enum ProxyKind
{
    /// <summary>A real Envoy with the bootstrap that the model writes.</summary>
    Envoy,

    /// <summary>WsGateway.</summary>
    Gateway,
}
