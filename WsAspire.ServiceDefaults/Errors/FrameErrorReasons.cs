namespace WsAspire.ServiceDefaults.Errors;

/// <summary>Reasons in <c>google.rpc.ErrorInfo</c> that the frame gives by itself.</summary>
public static class FrameErrorReasons
{
    /// <summary>A field, or a parameter of the path or query, is at fault; <c>google.rpc.BadRequest</c> names it.</summary>
    public const string InvalidField = "INVALID_FIELD";

    /// <summary>The body is not JSON at all; the message says where.</summary>
    public const string MalformedJson = "MALFORMED_JSON";

    /// <summary>The body's type, charset or encoding is none that is understood.</summary>
    public const string UnsupportedContent = "UNSUPPORTED_CONTENT";

    /// <summary>The body is larger than allowed. Metadata: max_bytes.</summary>
    public const string BodyTooLarge = "BODY_TOO_LARGE";

    /// <summary>The body did not arrive, or not fast enough.</summary>
    public const string BodyNotReceived = "BODY_NOT_RECEIVED";

    /// <summary>No method has this path.</summary>
    public const string RouteNotFound = "ROUTE_NOT_FOUND";

    /// <summary>The path exists with other HTTP methods; the header Allow names them.</summary>
    public const string MethodNotAllowed = "METHOD_NOT_ALLOWED";

    /// <summary>The database cannot be reached now; try again.</summary>
    public const string DatabaseUnavailable = "DATABASE_UNAVAILABLE";

    /// <summary>The time that the caller gave is over.</summary>
    public const string DeadlineExceeded = "DEADLINE_EXCEEDED";

    /// <summary>There were more requests than allowed; <c>google.rpc.RetryInfo</c> says when to try again.</summary>
    public const string RateLimited = "RATE_LIMITED";

    /// <summary>Another service failed so often that it is not asked now; <c>google.rpc.RetryInfo</c> says when it will be. Metadata: service, method.</summary>
    public const string CircuitOpen = "CIRCUIT_OPEN";

    /// <summary>Another service that is needed cannot be reached now; try again.</summary>
    public const string DependencyUnavailable = "DEPENDENCY_UNAVAILABLE";

    /// <summary>All connections to the database are in use and none became free in time; try again later.</summary>
    public const string DatabaseBusy = "DATABASE_BUSY";
}
