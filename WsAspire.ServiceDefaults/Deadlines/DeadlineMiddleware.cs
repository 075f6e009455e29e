using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Telemetry;
using Status = Google.Rpc.Status;

namespace WsAspire.ServiceDefaults.Deadlines;

/// <summary>Gives a request that names a time a deadline, and answers 504 where it passes. A request without one costs two look-ups of a header.</summary>
/// <remarks>gRPC has deadlines of its own; there the only thing to do is to give one to a unary call that has none, where that is configured.</remarks>
internal sealed class DeadlineMiddleware
{
    private readonly RequestDelegate _next;
    private readonly ServiceIdentity _service;
    private readonly TimeProvider _time;
    private DeadlineOptions _options;

    public DeadlineMiddleware(RequestDelegate next, IOptionsMonitor<DeadlineOptions> options, ServiceIdentity service, TimeProvider time)
    {
        _next = next;
        _service = service;
        _time = time;
        _options = options.CurrentValue;
        options.OnChange(changed => _options = changed);
    }

    public Task InvokeAsync(HttpContext context)
    {
        var options = _options;
        var headers = context.Request.Headers;
        if (options.Default is null && !TimeoutHeader.IsThere(headers))
        {
            return _next(context);
        }

        if (ErrorAnswer.IsGrpc(context.Request))
        {
            if (options.Default is { } ofGrpc && headers.GrpcTimeout.Count == 0 && IsUnary(context))
            {
                headers.GrpcTimeout = TimeoutHeader.Format(ofGrpc);
            }

            return _next(context);
        }

        TimeSpan? timeout = null;
        if (!TryRead(headers, TimeoutHeader.Grpc, false, ref timeout))
        {
            return RefuseAsync(context, TimeoutHeader.Grpc, TimeoutHeader.GrpcSyntax);
        }

        if (!TryRead(headers, TimeoutHeader.Request, true, ref timeout))
        {
            return RefuseAsync(context, TimeoutHeader.Request, TimeoutHeader.RequestSyntax);
        }

        timeout ??= IsStream(context) ? null : options.Default;
        return timeout is { } chosen ? RunAsync(context, chosen < options.Max ? chosen : options.Max) : _next(context);
    }

    // Of two headers the nearer counts.
    private static bool TryRead(IHeaderDictionary headers, string name, bool takesSeconds, ref TimeSpan? timeout)
    {
        if (!headers.TryGetValue(name, out var value))
        {
            return true;
        }

        if (!TimeoutHeader.TryParse(value, takesSeconds, out var read))
        {
            return false;
        }

        timeout = timeout < read ? timeout : read;
        return true;
    }

    private static bool IsUnary(HttpContext context) => MethodTypeOf(context) is MethodType.Unary;

    private static bool IsStream(HttpContext context) => MethodTypeOf(context) is not (null or MethodType.Unary);

    private static MethodType? MethodTypeOf(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<global::Grpc.AspNetCore.Server.GrpcMethodMetadata>()?.Method.Type;

    private async Task RunAsync(HttpContext context, TimeSpan timeout)
    {
        var aborted = context.RequestAborted;
        using var deadline = new RequestDeadline(timeout, _time, aborted);
        context.Features.Set(deadline);
        context.RequestAborted = deadline.Token;
        var isCut = false;
        try
        {
            if (!deadline.HasPassed)
            {
                await _next(context);
            }
        }
        catch (Exception exception) when (deadline.HasPassed && !aborted.IsCancellationRequested && ErrorTranslation.IsCancellation(exception))
        {
            isCut = true;
        }
        finally
        {
            context.RequestAborted = aborted;
        }

        if (!deadline.HasPassed || aborted.IsCancellationRequested)
        {
            return;
        }

        if (!context.Response.HasStarted)
        {
            context.Response.Clear();
            await ErrorAnswer.WriteAsync(context, StatusCodes.Status504GatewayTimeout, DeadlineError.Status(_service.Name));
        }
        else if (isCut)
        {
            // Half an answer must not look like a whole one.
            context.Abort();
        }
    }

    private Task RefuseAsync(HttpContext context, string header, string syntax)
    {
        Status status = ErrorStatus.Create(StatusCode.InvalidArgument, _service.Name, FrameErrorReasons.InvalidField, $"{header}: {syntax}", [new FieldViolation(header, syntax)]);
        return ErrorAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, status);
    }
}
