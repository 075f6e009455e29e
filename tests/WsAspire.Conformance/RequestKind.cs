namespace WsAspire.Conformance;

/// <summary>How a request is made.</summary>
public enum RequestKind
{
    /// <summary>GET over HTTP/1.1.</summary>
    Http1,

    /// <summary>GET over HTTP/2.</summary>
    Http2,

    /// <summary>gRPC, one message each way.</summary>
    Unary,

    /// <summary>gRPC, messages of the server.</summary>
    ServerStream,

    /// <summary>gRPC, messages of the client.</summary>
    ClientStream,

    /// <summary>gRPC, messages both ways.</summary>
    BidiStream,
}
