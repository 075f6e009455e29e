using WsGateway.Routing;

namespace WsGateway.Proxy;

/// <summary>Tells failures of the HTTP client apart by what they say of the request.</summary>
internal static class Failures
{
    private const long ProtocolError = 1;
    private const long RefusedStream = 7;

    /// <summary>Names the failure of an attempt that nobody cancelled.</summary>
    public static Failure Of(Exception exception) => exception switch
    {
        // Its limit for a connection.
        OperationCanceledException => Failure.Connect,
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError } => Failure.Connect,
        HttpRequestException { InnerException: HttpProtocolException { ErrorCode: RefusedStream } } => Failure.Refused,
        // So the client calls a connection whose ping was not answered in time, be it that this machine was busy.
        HttpRequestException { InnerException: HttpProtocolException { ErrorCode: ProtocolError } } => Failure.Lost,
        HttpRequestException { HttpRequestError: HttpRequestError.HttpProtocolError } => Failure.Reset,
        _ => Failure.Lost,
    };

    /// <summary>Whether a request may be sent again.</summary>
    /// <param name="failure">How it failed.</param>
    /// <param name="isRead">Whether it changes nothing.</param>
    public static bool MayRepeat(this Failure failure, bool isRead) =>
        failure is Failure.Connect or Failure.Refused || (isRead && failure is Failure.Lost or Failure.Reset or Failure.Silent);

    /// <summary>What it says of the instance; null where nothing.</summary>
    public static OutReason? Blames(this Failure failure) => failure switch
    {
        Failure.Connect => OutReason.Unreachable,
        Failure.Lost => OutReason.Lost,
        Failure.Reset => OutReason.Reset,
        Failure.Silent => OutReason.Silent,
        _ => null,
    };
}
