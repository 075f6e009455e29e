using System.Diagnostics;
using System.Text.RegularExpressions;
using Grpc.Core;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using WsAspire.ServiceDefaults.Data;
using WsAspire.ServiceDefaults.Deadlines;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Errors;

/// <summary>Turns what a method throws into what a caller may see.</summary>
internal sealed partial class ErrorTranslation(ServiceIdentity service, TimeProvider time, ILogger<ErrorTranslation> logger)
{
    private static readonly string[] s_names = [.. Enum.GetValues<StatusCode>().Select(code => WordStart().Replace(code.ToString(), "_$0").ToUpperInvariant())];

    private const string InternalMessage = "Internal error.";
    private const string DependencyMessage = "A service that is needed cannot be reached now; try again.";
    private const string DatabaseMessage = "The database cannot be reached now; try again.";
    private const string DatabaseBusyMessage = "All connections to the database are in use; try again later.";

    public RpcException Translate(Exception exception, ServerCallContext context)
    {
        var refusal = Choose(exception, context);
        Observe(exception, refusal.StatusCode, context);
        return refusal;
    }

    /// <summary>Whether an exception is how the end of a call's token shows: the driver reports a command that was cancelled as a database error as well, and a call to
    /// another service ends with a status.</summary>
    public static bool IsCancellation(Exception? exception) => exception is not null
        && (exception is OperationCanceledException or System.Data.Common.DbException or RpcException { StatusCode: StatusCode.Cancelled or StatusCode.DeadlineExceeded }
            || IsCancellation(exception.InnerException));

    // Reading tells that the caller has left, often before the token does; writing tells only that the call is over.
    private static bool HasLeft(Exception exception, ServerCallContext context) =>
        exception is ConnectionAbortedException or ConnectionResetException
        || (context.CancellationToken.IsCancellationRequested && exception is InvalidOperationException { Source: "Grpc.AspNetCore.Server" });

    private static StatusCode CodeOf(ErrorKind kind) => kind switch
    {
        ErrorKind.InvalidArgument => StatusCode.InvalidArgument,
        ErrorKind.NotFound => StatusCode.NotFound,
        ErrorKind.FailedPrecondition => StatusCode.FailedPrecondition,
        ErrorKind.Aborted => StatusCode.Aborted,
        ErrorKind.Unavailable => StatusCode.Unavailable,
        ErrorKind.AlreadyExists => StatusCode.AlreadyExists,
        ErrorKind.PermissionDenied => StatusCode.PermissionDenied,
        ErrorKind.Unauthenticated => StatusCode.Unauthenticated,
        ErrorKind.ResourceExhausted => StatusCode.ResourceExhausted,
        ErrorKind.OutOfRange => StatusCode.OutOfRange,
        ErrorKind.Unimplemented => StatusCode.Unimplemented,
        ErrorKind.DeadlineExceeded => StatusCode.DeadlineExceeded,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    // A success has no code of its own in the metrics: it would cost every call. What is nobody's fault but ours, or a dependency's, is told in the span too.
    private static void Observe(Exception exception, StatusCode code, ServerCallContext context)
    {
        context.GetHttpContext().Features.Get<IHttpMetricsTagsFeature>()?.Tags.Add(new("rpc.response.status_code", NameOf(code)));
        if (code is StatusCode.Internal or StatusCode.Unknown or StatusCode.Unavailable or StatusCode.DataLoss && Activity.Current is { IsAllDataRequested: true } span)
        {
            span.AddException(exception);
        }
    }

    // As gRPC writes it, and as spans have it: DeadlineExceeded is DEADLINE_EXCEEDED.
    private static string NameOf(StatusCode code) => s_names[(int)code];

    private RpcException Choose(Exception exception, ServerCallContext context) => exception switch
    {
        _ when context.CancellationToken.IsCancellationRequested && IsCancellation(exception) => Cancelled(context),
        _ when HasLeft(exception, context) => Cancelled(context),
        RpcException { Status.DebugException: not null } unreached => DependencyFailed(unreached, context),
        RpcException chosen => chosen,
        ServiceException refusal => Refuse(refusal, context),
        _ when DatabaseFaults.IsUnreachable(exception) => DatabaseUnreachable(exception, context),
        _ => Unexpected(exception, context),
    };

    // A call over JSON has its deadline beside the context.
    private RpcException Cancelled(ServerCallContext context) => context.Deadline <= time.GetUtcNow().UtcDateTime || RequestDeadline.HasPassedFor(context.GetHttpContext())
        ? DeadlineError.Status(service.Name).ToRpcException()
        : new RpcException(new Status(StatusCode.Cancelled, "The caller cancelled the call."));

    private RpcException Refuse(ServiceException refusal, ServerCallContext context)
    {
        var code = CodeOf(refusal.Kind);
        if (refusal.InnerException is not null)
        {
            ErrorLog.Refused(logger, context.Method, code, refusal.Reason, refusal);
        }

        return ErrorStatus.Create(code, service.Name, refusal.Reason, refusal.Message, refusal.Violations, refusal.Metadata, refusal.RetryAfter).ToRpcException();
    }

    // A call of this service to another that got no answer: the client's text names addresses.
    private RpcException DependencyFailed(RpcException unreached, ServerCallContext context)
    {
        ErrorLog.DependencyFailed(logger, context.Method, unreached.StatusCode, unreached);
        return ErrorStatus.Create(
            unreached.StatusCode == StatusCode.DeadlineExceeded ? StatusCode.DeadlineExceeded : StatusCode.Unavailable,
            service.Name,
            FrameErrorReasons.DependencyUnavailable,
            DependencyMessage).ToRpcException();
    }

    private RpcException DatabaseUnreachable(Exception exception, ServerCallContext context)
    {
        ErrorLog.DatabaseUnreachable(logger, context.Method, exception);
        var (reason, message) = DatabaseFaults.IsPoolExhausted(exception)
            ? (FrameErrorReasons.DatabaseBusy, DatabaseBusyMessage)
            : (FrameErrorReasons.DatabaseUnavailable, DatabaseMessage);
        return ErrorStatus.Create(StatusCode.Unavailable, service.Name, reason, message).ToRpcException();
    }

    private RpcException Unexpected(Exception exception, ServerCallContext context)
    {
        ErrorLog.Unexpected(logger, context.Method, exception);
        return new RpcException(new Status(StatusCode.Internal, InternalMessage));
    }

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex WordStart();
}
