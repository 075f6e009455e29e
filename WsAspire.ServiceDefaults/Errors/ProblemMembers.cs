namespace WsAspire.ServiceDefaults.Errors;

/// <summary>The members that the frame adds to a problem of RFC 9457.</summary>
public static class ProblemMembers
{
    /// <summary>Field → messages.</summary>
    public const string Errors = "errors";

    /// <summary>Upper-case reason for programs, part of the contract.</summary>
    public const string Reason = "reason";

    /// <summary>The trace of the request, to quote when asking for help.</summary>
    public const string TraceId = "traceId";
}
