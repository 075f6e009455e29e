namespace WsGateway.Routing;

/// <summary>How a branch's instances are treated.</summary>
/// <param name="MaxRequests">Requests that may be in flight; above: 503.</param>
/// <param name="Ejects">Whether an instance that fails gets no requests for a while.</param>
/// <param name="Watches">Whether instances with requests in flight are asked if they live.</param>
/// <param name="Repeats">Whether a request may be sent again.</param>
/// <param name="EjectionTime">How long an instance is out that broke off a request, the first time.</param>
internal sealed record ClusterSettings(int MaxRequests, bool Ejects, bool Watches, bool Repeats, TimeSpan EjectionTime)
{
    private const int DefaultMaxRequests = 4096;

    /// <summary>Those of the address that serves while nothing is known: there is no other to go to.</summary>
    public static readonly ClusterSettings Static = new(DefaultMaxRequests, Ejects: false, Watches: true, Repeats: true, TimeSpan.Zero);
}
