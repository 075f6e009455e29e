using Microsoft.AspNetCore.Mvc;
using WsAspire.ServiceDefaults.Errors;

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

    /// <summary>A 400 that names fields.</summary>
    /// <param name="errors">Field → messages.</param>
    /// <param name="reason">One of the frame's reasons: both faces say the same.</param>
    public static ProblemDetails InvalidFields(IReadOnlyDictionary<string, string[]> errors, string reason = FrameErrorReasons.InvalidField) => new()
    {
        Status = StatusCodes.Status400BadRequest,
        Detail = "One or more fields are at fault; errors names them.",
        Extensions = { [Reason] = reason, [Errors] = errors },
    };
}
