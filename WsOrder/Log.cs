namespace WsOrder;

/// <summary>What this service logs: ids 2000 to 2099.</summary>
internal static partial class Log
{
    /// <summary>A greeting was given without the user list.</summary>
    [LoggerMessage(2000, LogLevel.Error, "The user list could not be read; greetings leave it out for {Pause}")]
    public static partial void GlanceFailed(ILogger logger, TimeSpan pause, Exception exception);

    /// <summary>Void idempotency keys were removed.</summary>
    [LoggerMessage(2001, LogLevel.Information, "Removed {Count} void idempotency keys")]
    public static partial void KeysRemoved(ILogger logger, int count);

    /// <summary>Void idempotency keys could not be removed.</summary>
    [LoggerMessage(2002, LogLevel.Warning, "Void idempotency keys could not be removed; the next round tries again")]
    public static partial void CleaningFailed(ILogger logger, Exception exception);

    /// <summary>No database is configured.</summary>
    [LoggerMessage(2003, LogLevel.Warning, "No database is configured (ConnectionStrings:orders, or database.host): orders and users are answered UNAVAILABLE")]
    public static partial void NoDatabase(ILogger logger);

    /// <summary>The database cannot be used; at most one message in five seconds.</summary>
    [LoggerMessage(2004, LogLevel.Error, "The database cannot be used: {Reason} ({Others} other calls since the last message)")]
    public static partial void DatabaseUnavailable(ILogger logger, string reason, long others, Exception exception);
}
