using WsAspire.ServiceDefaults.Errors;

namespace WsBranches.Access;

/// <summary>The caller has not shown the token.</summary>
internal sealed class TokenRequiredException()
    : ServiceException(ErrorKind.Unauthenticated, "TOKEN_REQUIRED", "Send the token of Branching:Token: Authorization: Bearer TOKEN");
