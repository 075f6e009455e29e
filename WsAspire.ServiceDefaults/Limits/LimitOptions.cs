using System.ComponentModel.DataAnnotations;

namespace WsAspire.ServiceDefaults.Limits;

/// <summary>The section <c>Limits</c>: what one peer may take of the server. The size of a body is <c>Transcoding:MaxBodySize</c>.</summary>
public sealed class LimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string SectionName = "Limits";

    /// <summary>Connections that one address of the server may have open, 1 to 1,000,000, both protocols together; above, a new one is closed at once. 10,000 by default.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 10_000;

    /// <summary>Time for the whole head of a request over HTTP/1.1, and for a block of headers over HTTP/2, 0.1 s to 10 min. 10 s by default, where Kestrel has 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan RequestHeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Time that a connection may be idle between two requests, 1 s to 1 d. 130 s by default: longer than what usual clients and proxies keep theirs.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan KeepAliveTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>Bytes per second that a body must come with, and an answer must be taken with, after <see cref="DataRateGracePeriod"/>, 0 to 1,000,000; 0 is no minimum. 240 by default. What a gRPC client streams has none.</summary>
    [Range(0, 1_000_000)]
    public int MinDataRate { get; set; } = 240;

    /// <summary>Time before the rate is measured, 1.1 s to 10 min. 10 s by default, where Kestrel has 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01.100", "00:10:00")]
    public TimeSpan DataRateGracePeriod { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Headers of a request, 1 to 10,000. 100 by default; above: 431.</summary>
    [Range(1, 10_000)]
    public int MaxRequestHeaders { get; set; } = 100;

    /// <summary>Bytes of all headers of a request, 1 KiB to 1 MiB. 32 KiB by default; above: 431.</summary>
    [Range(1024, 1 << 20)]
    public int MaxRequestHeadersSize { get; set; } = 32 * 1024;

    /// <summary>Calls that one HTTP/2 connection may have in flight, 1 to 10,000. 250 by default, where Kestrel has 100; above, the client waits or takes another connection.</summary>
    [Range(1, 10_000)]
    public int MaxStreamsPerConnection { get; set; } = 250;

    /// <summary>Bytes that an HTTP/2 client may send ahead in one call, 64 KiB to 16 MiB. 768 KiB by default.</summary>
    [Range(64 * 1024, 16 << 20)]
    public int StreamWindowSize { get; set; } = 768 * 1024;

    /// <summary>Bytes that an HTTP/2 client may send ahead in all calls of a connection, 64 KiB to 64 MiB, at least <see cref="StreamWindowSize"/>. 1 MiB by default.</summary>
    [Range(64 * 1024, 64 << 20)]
    public int ConnectionWindowSize { get; set; } = 1 << 20;

    /// <summary>Silence after which an HTTP/2 client is asked whether it lives, 1 s to 1 h. 30 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan KeepAlivePingDelay { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Time for the answer to that, 1 s to 10 min; then the connection is closed. 20 s by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan KeepAlivePingTimeout { get; set; } = TimeSpan.FromSeconds(20);
}
