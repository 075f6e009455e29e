using WsAspire.ServiceDefaults.Errors;

namespace WsOrder.Domain.Errors;

/// <summary>The database cannot be used now.</summary>
/// <param name="message">Says why as far as a caller may know.</param>
/// <param name="innerException">The cause; logged, never sent.</param>
internal sealed class DatabaseUnavailableException(string message, Exception? innerException = null)
    : ServiceException(ErrorKind.Unavailable, ErrorReasons.DatabaseUnavailable, message, innerException);
