namespace WsAspire.ServiceDefaults.Errors;

/// <summary>What kind of refusal an error is; each has one gRPC status and one HTTP status.</summary>
public enum ErrorKind
{
    /// <summary>The request itself is at fault: INVALID_ARGUMENT, 400.</summary>
    InvalidArgument,

    /// <summary>What was asked for does not exist: NOT_FOUND, 404.</summary>
    NotFound,

    /// <summary>The state of the system does not allow it, and trying again will not help: FAILED_PRECONDITION, 400.</summary>
    FailedPrecondition,

    /// <summary>Another change came between; read again and retry: ABORTED, 409.</summary>
    Aborted,

    /// <summary>A part that is needed cannot be reached now; trying again may help: UNAVAILABLE, 503.</summary>
    Unavailable,
}
