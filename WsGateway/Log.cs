using WsGateway.Proxy;
using WsGateway.Routing;

namespace WsGateway;

/// <summary>What the gateway logs: ids 1300 to 1319. Requests are lines of their own (<see cref="Access.AccessLog"/>).</summary>
internal static partial class Log
{
    /// <summary>A control plane is heard.</summary>
    [LoggerMessage(1300, LogLevel.Information, "The control plane {Address} is heard.")]
    public static partial void Connected(ILogger logger, Uri address);

    /// <summary>It is not.</summary>
    [LoggerMessage(1301, LogLevel.Warning, "The control plane {Address} is not heard: {Reason}. The gateway goes on with what it knows.")]
    public static partial void Lost(ILogger logger, Uri address, string reason);

    /// <summary>It does not want this proxy.</summary>
    [LoggerMessage(1302, LogLevel.Error, "The control plane {Address} refuses this proxy: {Reason}. The gateway goes on with what it knows, and tries again; see Branching:Token.")]
    public static partial void NotAllowed(ILogger logger, Uri address, string reason);

    /// <summary>Something that it said can't be used.</summary>
    [LoggerMessage(1303, LogLevel.Error, "Refused what the control plane said: {Reason}. What was before stays.")]
    public static partial void Refused(ILogger logger, string reason);

    /// <summary>There is none.</summary>
    [LoggerMessage(1304, LogLevel.Warning, "Branching:ControlPlanes is empty: no branch will be known but those of the state file.")]
    public static partial void NoControlPlane(ILogger logger);

    /// <summary>The state of the last run is used.</summary>
    [LoggerMessage(1305, LogLevel.Information, "{File} holds {Clusters} branches of services; they serve until a control plane says more.")]
    public static partial void StateLoaded(ILogger logger, string file, int clusters);

    /// <summary>It is not.</summary>
    [LoggerMessage(1306, LogLevel.Warning, "{File} is ignored: {Reason}.")]
    public static partial void StateIgnored(ILogger logger, string file, string reason);

    /// <summary>The state can't be written.</summary>
    [LoggerMessage(1307, LogLevel.Warning, "{File} can't be written: {Reason}. The gateway serves; a start without the control plane would know less.")]
    public static partial void StateNotKept(ILogger logger, string file, string reason);

    /// <summary>An instance gets no requests.</summary>
    [LoggerMessage(1308, LogLevel.Warning, "{Instance} gets no requests for now ({Reason}).")]
    public static partial void Ejected(ILogger logger, string instance, OutReason reason);

    /// <summary>An attempt failed; the access log says what came of the request.</summary>
    [LoggerMessage(1310, LogLevel.Debug, "Request {RequestId} at {Instance}: {Failure}.")]
    public static partial void AttemptFailed(ILogger logger, string requestId, string instance, Failure failure, Exception? exception);

    /// <summary>New connections get another certificate.</summary>
    [LoggerMessage(1311, LogLevel.Information, "{File} has changed; new connections get this certificate.")]
    public static partial void CertificateRead(ILogger logger, string file);

    /// <summary>They don't: it can't be used.</summary>
    [LoggerMessage(1312, LogLevel.Error, "{File} has changed, and can't be used: {Reason} The certificate before stays.")]
    public static partial void CertificateKept(ILogger logger, string file, string reason);

    /// <summary>It does again.</summary>
    [LoggerMessage(1309, LogLevel.Information, "{Instance} gets requests again.")]
    public static partial void Returned(ILogger logger, string instance);
}
