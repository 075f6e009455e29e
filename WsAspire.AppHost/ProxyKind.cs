namespace WsAspire.AppHost;

/// <summary>What stands before the services.</summary>
internal enum ProxyKind
{
    /// <summary>Nothing: the services have the doors themselves.</summary>
    None,

    /// <summary>Envoy in a container.</summary>
    Container,

    /// <summary>An Envoy of this machine.</summary>
    Envoy,

    /// <summary>The proxy of our own.</summary>
    Gateway,
}
