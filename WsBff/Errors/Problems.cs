using Microsoft.AspNetCore.Mvc;

namespace WsBff.Errors;

/// <summary>The members that this API adds to RFC 9457, and the problems that are made in more than one place.</summary>
internal static class Problems
{
    /// <summary>Field → messages.</summary>
    public const string Errors = "errors";

    /// <summary>Upper-case reason for programs, part of the contract.</summary>
    public const string Reason = "reason";

    /// <summary>The trace of the request, to quote when asking for help.</summary>
    public const string TraceId = "traceId";

    /// <summary>The <c>reason</c> of a request with a field at fault; ws-order's own name for it.</summary>
    public const string InvalidField = "INVALID_FIELD";

    /// <summary>A 400 that names fields.</summary>
    public static ProblemDetails InvalidFields(IReadOnlyDictionary<string, string[]> errors) => new()
    {
        Status = StatusCodes.Status400BadRequest,
        Detail = "One or more fields are at fault; errors names them.",
        Extensions = { [Reason] = InvalidField, [Errors] = errors },
    };
}
