namespace WsAspire.ServiceDefaults.Ports;

/// <summary>What a cleartext connection speaks.</summary>
internal enum CleartextProtocol
{
    /// <summary>Too few bytes to say.</summary>
    Undecided,

    /// <summary>HTTP/1.1, or anything that is not HTTP/2: Kestrel refuses that.</summary>
    Http1,

    /// <summary>HTTP/2 with prior knowledge.</summary>
    Http2,
}
