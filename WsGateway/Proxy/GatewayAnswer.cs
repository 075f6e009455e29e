using System.Globalization;

namespace WsGateway.Proxy;

/// <summary>What the gateway answers itself: a status of gRPC, or the JSON of one.</summary>
internal static class GatewayAnswer
{
    private const int InvalidArgument = 3;
    private const int DeadlineExceeded = 4;
    private const int PermissionDenied = 7;
    private const int Unavailable = 14;

    /// <summary>Writes the answer; it must not have started.</summary>
    public static Task WriteAsync(HttpContext context, Refusal refusal)
    {
        var code = refusal.Status switch
        {
            StatusCodes.Status504GatewayTimeout => DeadlineExceeded,
            StatusCodes.Status503ServiceUnavailable => Unavailable,
            StatusCodes.Status403Forbidden => PermissionDenied,
            _ => InvalidArgument,
        };
        if (IsGrpc(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            context.Response.ContentType = context.Request.ContentType;
            context.Response.Headers.GrpcStatus = code.ToString(CultureInfo.InvariantCulture);
            context.Response.Headers.GrpcMessage = refusal.Message;
            return Task.CompletedTask;
        }

        context.Response.StatusCode = refusal.Status;
        return context.Response.WriteAsJsonAsync(new { code, message = refusal.Message }, context.RequestAborted);
    }

    /// <summary>Whether a request is gRPC. Over HTTP/1.1 it is gRPC-Web, which a service treats as plain HTTP does.</summary>
    public static bool IsGrpc(HttpRequest request) =>
        request.ContentType is { } type
        && type.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase)
        && (type.Length == "application/grpc".Length || type["application/grpc".Length] is '+' or ';' or ' ');
}
