namespace WsGateway.Proxy;

/// <summary>What comes of a ping.</summary>
internal enum PingAnswer
{
    /// <summary>An answer.</summary>
    Lives,

    /// <summary>Nothing in time, over a connection that is there.</summary>
    None,

    /// <summary>No connection.</summary>
    NoConnection,
}
