namespace WsAspire.ServiceDefaults.Limits;

/// <summary>Who shares a rate limit.</summary>
public enum RatePartition
{
    /// <summary>All requests together.</summary>
    Global,

    /// <summary>Requests from one address; of IPv6 from one /64. Behind a proxy that is the proxy.</summary>
    Address,

    /// <summary>Requests with the same value of the header <c>RateLimit:Header</c>; those without it share one limit.</summary>
    Header,
}
