using WsAspire.ServiceDefaults.Errors;

namespace WsOrder.Domain.Errors;

/// <summary>The database cannot be used now.</summary>
/// <param name="message">Says why as far as a caller may know.</param>
internal sealed class DatabaseUnavailableException(string message)
    : ServiceException(ErrorKind.Unavailable, ErrorReasons.DatabaseUnavailable, message);
