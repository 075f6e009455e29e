using WsBranches.Registry;

namespace WsBranches;

/// <summary>What the control plane logs: ids 1200 to 1219. 1200 to 1202 are the audit log.</summary>
internal static partial class Log
{
    /// <summary>An instance is new in its branch.</summary>
    [LoggerMessage(1200, LogLevel.Information, "{Service}/{Branch}: {Instance} at {Address} joined ({State})")]
    public static partial void Joined(ILogger logger, string service, string branch, string instance, string address, string state);

    /// <summary>An instance is another than it was.</summary>
    [LoggerMessage(1201, LogLevel.Information, "{Service}/{Branch}: {Instance} at {Address} changed ({State})")]
    public static partial void Changed(ILogger logger, string service, string branch, string instance, string address, string state);

    /// <summary>An instance was taken out.</summary>
    [LoggerMessage(1202, LogLevel.Information, "{Service}/{Branch}: {Instance} at {Address} left ({Reason})")]
    public static partial void Left(ILogger logger, string service, string branch, string instance, string address, LeaseEnd reason);

    /// <summary>The warming period is over.</summary>
    [LoggerMessage(1203, LogLevel.Information, "Warming is over after {Time}: what proxies hold and nobody registered is taken from them now")]
    public static partial void Warmed(ILogger logger, TimeSpan time);

    /// <summary>A proxy opened its stream.</summary>
    [LoggerMessage(1204, LogLevel.Information, "Proxy {Proxy} ({Program}) connected from {Address}")]
    public static partial void ProxyConnected(ILogger logger, string proxy, string program, string address);

    /// <summary>A proxy's stream ended.</summary>
    [LoggerMessage(1205, LogLevel.Information, "Proxy {Proxy} ({Program}) at {Address} left")]
    public static partial void ProxyLeft(ILogger logger, string proxy, string program, string address);

    /// <summary>A proxy refused what it was sent.</summary>
    [LoggerMessage(1206, LogLevel.Error, "Proxy {Proxy} refused what it was sent ({Resources}): {Reason}")]
    public static partial void Rejected(ILogger logger, string proxy, string resources, string reason);
}
