using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Data;

/// <summary>No database is configured; says what to set.</summary>
internal sealed class DatabaseNotConfiguredException(string name) : ServiceException(
    ErrorKind.Unavailable,
    FrameErrorReasons.DatabaseUnavailable,
    $"No database is configured: set ConnectionStrings:{name}, or database.host in config/conf.yaml.");
