using Microsoft.AspNetCore.Mvc;
using WsAspire.ServiceDefaults.Errors;

namespace WsBff.Errors;

/// <summary>The members that this API adds to RFC 9457, and the problems that are made in more than one place.</summary>
internal static class Problems
{
    /// <summary>Field → messages.</summary>
    public const string Errors = ProblemMembers.Errors;

    /// <summary>Upper-case reason for programs, part of the contract.</summary>
    public const string Reason = ProblemMembers.Reason;

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
