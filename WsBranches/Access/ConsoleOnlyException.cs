using WsAspire.ServiceDefaults.Errors;

namespace WsBranches.Access;

/// <summary>The request does not come from the console.</summary>
internal sealed class ConsoleOnlyException()
    : ServiceException(ErrorKind.PermissionDenied, "CONSOLE_ONLY", $"This is for the page of ws-branches: send the header {ConsoleFilter.Header}, and no Origin of another page");
