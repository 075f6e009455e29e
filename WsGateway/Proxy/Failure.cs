namespace WsGateway.Proxy;

/// <summary>How an attempt failed.</summary>
internal enum Failure
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>No connection: nothing was sent.</summary>
    Connect,

    /// <summary>The other side says that it did not begin.</summary>
    Refused,

    /// <summary>The connection was lost; it may have begun.</summary>
    Lost,

    /// <summary>The request was reset; it may have begun.</summary>
    Reset,

    /// <summary>Its instance fell silent; it may have begun.</summary>
    Silent,

    /// <summary>No answer in time.</summary>
    Timeout,

    /// <summary>The caller left, or did not send what he announced.</summary>
    Caller,

    /// <summary>Too many requests of the branch are in flight.</summary>
    Overload,

    /// <summary>There is no instance.</summary>
    NoInstance,
}
