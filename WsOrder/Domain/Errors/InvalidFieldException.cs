using WsAspire.ServiceDefaults.Errors;

namespace WsOrder.Domain.Errors;

/// <summary>A field of the request is at fault.</summary>
internal sealed class InvalidFieldException : ServiceException
{
    private InvalidFieldException(FieldViolation violation)
        : base(ErrorKind.InvalidArgument, ErrorReasons.InvalidField, $"{violation.Field}: {violation.Description}") => Violations = [violation];

    /// <summary>Names the field and says what would be right.</summary>
    public static InvalidFieldException Of(string field, string description) => new(new FieldViolation(field, description));
}
