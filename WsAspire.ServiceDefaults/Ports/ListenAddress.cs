using System.Net;
using Microsoft.AspNetCore.Http;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>One address of the server, as configured.</summary>
internal sealed record ListenAddress(string Text, BindingAddress Parsed)
{
    public bool IsHttps => Parsed.Scheme.Equals("https", StringComparison.OrdinalIgnoreCase);

    public bool IsHttp => Parsed.Scheme.Equals("http", StringComparison.OrdinalIgnoreCase);

    public bool IsTcp => !Parsed.IsUnixPipe && !Parsed.IsNamedPipe;

    public bool IsLocalhost =>
        Parsed.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || Parsed.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads an address.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static ListenAddress Parse(string text) => new(text, BindingAddress.Parse(text));

    /// <summary>The IP address and port that it names; null where it names all interfaces or localhost.</summary>
    public IPEndPoint? TryGetIPEndPoint()
    {
        var host = Parsed.Host.StartsWith('[') ? Parsed.Host.Trim('[', ']') : Parsed.Host;
        return IPAddress.TryParse(host, out var address) ? new IPEndPoint(address, Parsed.Port) : null;
    }
}
