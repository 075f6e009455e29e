using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Branching;

/// <summary>Messages 1100 to 1119.</summary>
internal static partial class BranchingLog
{
    [LoggerMessage(1100, LogLevel.Information, "{Service}, branch {Branch}, registers as {Id} on port {Port} with {ControlPlanes}.")]
    public static partial void Registering(ILogger logger, string service, string branch, string id, int port, string controlPlanes);

    [LoggerMessage(1101, LogLevel.Information, "Registered with the control plane {Address} ({Name}).")]
    public static partial void Registered(ILogger logger, Uri address, string name);

    [LoggerMessage(1102, LogLevel.Warning, "The control plane {Address} cannot be reached: {Reason}. The service goes on, and tries again until it can.")]
    public static partial void Lost(ILogger logger, Uri address, string reason);

    [LoggerMessage(1103, LogLevel.Error, "The control plane {Address} refuses this instance: {Reason}. The service goes on, and tries again; see Branching:Token.")]
    public static partial void Refused(ILogger logger, Uri address, string reason);

    [LoggerMessage(1104, LogLevel.Warning, "No cleartext port is listened on, and Branching:AdvertisedPort is not set: the instance is not registered.")]
    public static partial void NoPort(ILogger logger);

    [LoggerMessage(1105, LogLevel.Error, "The checks of readiness failed; the instance is told not to be ready.")]
    public static partial void ReadinessFailed(ILogger logger, Exception exception);
}
