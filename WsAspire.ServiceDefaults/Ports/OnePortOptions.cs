using System.ComponentModel.DataAnnotations;

namespace WsAspire.ServiceDefaults.Ports;

/// <summary>The section <c>OnePort</c>: gRPC and HTTP/1.1 on one cleartext port.</summary>
public sealed class OnePortOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "OnePort";

    /// <summary>Whether cleartext addresses answer both protocols. True by default; false leaves them to Kestrel.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a new connection may take to send what tells its protocol, 0.1 s to 5 min. 5 s by default; then it is closed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan SniffTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many connections of one port may be undecided at a time, 1 to 1,000,000. 10,000 by default, as many as may be open at all; above, the oldest is closed.</summary>
    [Range(1, 1_000_000)]
    public int MaxUndecidedConnections { get; set; } = 10_000;
}
