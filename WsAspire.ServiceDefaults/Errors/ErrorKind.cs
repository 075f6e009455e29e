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

    /// <summary>What should be created exists: ALREADY_EXISTS, 409.</summary>
    AlreadyExists,

    /// <summary>The caller is known, and may not do this: PERMISSION_DENIED, 403.</summary>
    PermissionDenied,

    /// <summary>The caller is not known: UNAUTHENTICATED, 401.</summary>
    Unauthenticated,

    /// <summary>A quota or limit is used up; say with <see cref="ServiceException.RetryAfter"/> when to try again: RESOURCE_EXHAUSTED, 429.</summary>
    ResourceExhausted,

    /// <summary>A position is past the end of what exists: OUT_OF_RANGE, 400.</summary>
    OutOfRange,

    /// <summary>The service cannot do this: UNIMPLEMENTED, 501.</summary>
    Unimplemented,

    /// <summary>The work took longer than the caller waits; it may have been done: DEADLINE_EXCEEDED, 504.</summary>
    DeadlineExceeded,
}
