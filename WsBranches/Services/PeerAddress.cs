using System.Net;

namespace WsBranches.Services;

/// <summary>Where a connection comes from.</summary>
internal static class PeerAddress
{
    /// <summary>Gives the address of the other end; loopback where there is no socket.</summary>
    public static IPAddress Of(HttpContext context) => Plain(context.Connection.RemoteIpAddress ?? IPAddress.Loopback);

    /// <summary>Gives an IPv4 address in its own form, where it comes as IPv6.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
