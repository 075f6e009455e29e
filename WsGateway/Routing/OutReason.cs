namespace WsGateway.Routing;

/// <summary>Why an instance gets no requests for a while.</summary>
internal enum OutReason
{
    /// <summary>It takes no connection.</summary>
    Unreachable,

    /// <summary>Its connection was lost with requests in flight.</summary>
    Lost,

    /// <summary>It answers no ping with requests in flight.</summary>
    Silent,

    /// <summary>It reset a request before its answer, and lives.</summary>
    Reset,
}
