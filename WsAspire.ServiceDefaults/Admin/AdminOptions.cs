using System.ComponentModel.DataAnnotations;
using System.Net;
using WsAspire.ServiceDefaults.Configuration;

namespace WsAspire.ServiceDefaults.Admin;

/// <summary>The section <c>Admin</c>: the port at which a running service is looked into.</summary>
public sealed class AdminOptions : IValidatableObject
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Admin";

    /// <summary>Whether the port is opened. True by default.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Where it listens: <c>http://</c>, an IP address or localhost, and a port; 0 takes a free one, and the log says which. <c>http://127.0.0.1:0</c> by default. An address of other machines needs a token, or AllowRemote.</summary>
    public Uri Address { get; set; } = new("http://127.0.0.1:0");

    /// <summary>Whether an address of other machines may be used without a token. False by default; true is told in the log as a warning.</summary>
    public bool AllowRemote { get; set; }

    /// <summary>Whether metrics are measured for Prometheus, which reads them at <c>/metrics</c> of this port. False by default: they cost each request a little.</summary>
    public bool Metrics { get; set; }

    /// <summary>Bearer token that each request has to carry, 16 characters or more. Null by default: none. A change takes effect at once.</summary>
    [Reloadable]
    [MinLength(16)]
    public string? Token { get; set; }

    /// <summary>The address to bind.</summary>
    internal IPEndPoint EndPoint => new(Address.IsLoopback && Address.HostNameType == UriHostNameType.Dns ? IPAddress.Loopback : IPAddress.Parse(Address.Host.Trim('[', ']')), Address.IsDefaultPort ? 80 : Address.Port);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var host = Address.Host.Trim('[', ']');
        if (Address.Scheme != Uri.UriSchemeHttp || Address.PathAndQuery != "/" || !(IPAddress.TryParse(host, out _) || host == "localhost"))
        {
            yield return new ValidationResult("expected http://, an IP address or localhost, and a port", [nameof(Address)]);
        }
        else if (!Address.IsLoopback && Token is null && !AllowRemote)
        {
            yield return new ValidationResult("other machines can reach it: set Admin:Token, or Admin:AllowRemote to true", [nameof(Address)]);
        }
    }
}
