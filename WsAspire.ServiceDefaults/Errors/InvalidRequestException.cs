namespace WsAspire.ServiceDefaults.Errors;

/// <summary>Fields of a request are at fault: INVALID_ARGUMENT with reason <c>INVALID_FIELD</c>.</summary>
public sealed class InvalidRequestException : ServiceException
{
    /// <summary>Refuses a request.</summary>
    /// <param name="violations">What is wrong; at least one.</param>
    public InvalidRequestException(params IReadOnlyList<FieldViolation> violations)
        : base(ErrorKind.InvalidArgument, FrameErrorReasons.InvalidField, ErrorStatus.Summarize(violations)) => Violations = violations;
}
