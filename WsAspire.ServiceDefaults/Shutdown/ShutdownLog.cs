using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Shutdown;

/// <summary>Messages 1095 to 1099.</summary>
internal static partial class ShutdownLog
{
    [LoggerMessage(1095, LogLevel.Information, "Stopping: not ready from now on, serving for {Delay}, then ending what is in flight within {DrainTimeout}.")]
    public static partial void Draining(ILogger logger, TimeSpan delay, TimeSpan drainTimeout);

    [LoggerMessage(1096, LogLevel.Information, "Application started in {Environment}, content root {ContentRoot}. Press Ctrl+C to shut down.")]
    public static partial void Started(ILogger logger, string environment, string contentRoot);
}
