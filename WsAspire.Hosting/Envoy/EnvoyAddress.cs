using System.Net;

namespace WsAspire.Hosting.Envoy;

/// <summary>Where Envoy reaches something.</summary>
/// <param name="Host">An IP address, or a name.</param>
/// <param name="Port">1 to 65535.</param>
internal sealed record EnvoyAddress(string Host, int Port)
{
    /// <summary>How Envoy finds the host: a name is asked of DNS again and again.</summary>
    public string ClusterType => IPAddress.TryParse(Host, out _) ? "STATIC" : "STRICT_DNS";
}
