namespace Aspire.Hosting;

// The text of the log lines follows Aspire's.
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Debug, "Resource '{Resource}' waits for '{Dependency}' ({WaitType}).")]
    internal static partial void Waits(ILogger logger, string resource, string dependency, WaitType waitType);

    [LoggerMessage(2, LogLevel.Information, "Published manifest to: {ManifestPath}")]
    internal static partial void Published(ILogger logger, string manifestPath);
}
