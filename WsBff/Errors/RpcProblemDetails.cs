using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;

namespace WsBff.Errors;

/// <summary>What a failed call to a back end means to the browser: the one place where a gRPC status becomes an HTTP status.</summary>
internal static class RpcProblemDetails
{
    /// <summary>The status for a client that went away before its answer; only logs and metrics see it.</summary>
    public const int ClientClosedRequest = StatusCodes.Status499ClientClosedRequest;

    private const string TrustedDomain = "ws-order";
    private const string KeyReused = "IDEMPOTENCY_KEY_REUSED";

    /// <summary>Makes the problem.</summary>
    /// <param name="exception">The failed call. Of its texts only those are passed on that the back end wrote for callers: the message
    /// of a refusal (4xx) beside a <c>google.rpc.ErrorInfo</c> of its own domain, and the field violations. Of a failure (5xx) none is: it
    /// speaks to those who run the system; 503 keeps its reason.</param>
    /// <param name="clientIsGone">Whether the browser gave up before.</param>
    public static ProblemDetails From(RpcException exception, bool clientIsGone)
    {
        var status = exception.Trailers.GetRpcStatus(ignoreParseError: true);
        var info = Detail<ErrorInfo>(status) is { Domain: TrustedDomain } trusted ? trusted : null;
        var code = HttpStatus(exception.StatusCode, info?.Reason, clientIsGone);
        if (code == StatusCodes.Status400BadRequest && Violations(status) is { Count: > 0 } errors)
        {
            return Problems.InvalidFields(errors);
        }

        var isRefusal = code < StatusCodes.Status500InternalServerError;
        var problem = new ProblemDetails { Status = code, Detail = info is not null && isRefusal ? status!.Message : GeneralDetail(code) };
        if (info is not null && (isRefusal || code == StatusCodes.Status503ServiceUnavailable))
        {
            problem.Extensions[Problems.Reason] = info.Reason;
        }

        return problem;
    }

    /// <summary>How long the caller should wait before it tries again, in whole seconds: what the back end said, 1 by default.</summary>
    public static int RetryAfterSeconds(RpcException exception)
    {
        var delay = Detail<RetryInfo>(exception.Trailers.GetRpcStatus(ignoreParseError: true))?.RetryDelay?.Seconds ?? 1;
        return (int)Math.Clamp(delay, 1, 3600);
    }

    private static int HttpStatus(StatusCode code, string? reason, bool clientIsGone) => code switch
    {
        StatusCode.Cancelled when clientIsGone => ClientClosedRequest,
        StatusCode.InvalidArgument => StatusCodes.Status400BadRequest,
        StatusCode.NotFound => StatusCodes.Status404NotFound,
        StatusCode.Aborted => StatusCodes.Status409Conflict,
        StatusCode.FailedPrecondition when reason == KeyReused => StatusCodes.Status422UnprocessableEntity,
        StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
        StatusCode.Unavailable => StatusCodes.Status503ServiceUnavailable,
        StatusCode.DeadlineExceeded => StatusCodes.Status504GatewayTimeout,
        _ => StatusCodes.Status502BadGateway,
    };

    private static string? GeneralDetail(int status) => status switch
    {
        StatusCodes.Status400BadRequest => "The request is not valid.",
        StatusCodes.Status404NotFound => "There is no such thing.",
        StatusCodes.Status409Conflict => "Another change came between; read again and retry.",
        StatusCodes.Status429TooManyRequests => "There are too many requests now; try again later.",
        StatusCodes.Status503ServiceUnavailable => "A service that is needed cannot be reached now; try again later.",
        StatusCodes.Status504GatewayTimeout => "A service that is needed did not answer in time.",
        StatusCodes.Status502BadGateway => "A service that is needed failed.",
        _ => null,
    };

    private static Dictionary<string, string[]>? Violations(Google.Rpc.Status? status) => Detail<BadRequest>(status)?.FieldViolations
        .GroupBy(violation => FieldNames.FromProto(violation.Field), violation => violation.Description)
        .ToDictionary(group => group.Key, group => group.ToArray());

    private static T? Detail<T>(Google.Rpc.Status? status)
        where T : class, IMessage<T>, new()
    {
        try
        {
            return status?.Details.FirstOrDefault(detail => detail.Is(new T().Descriptor))?.Unpack<T>();
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
