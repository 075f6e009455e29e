using Grpc.AspNetCore.Server;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Deadlines;

namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>Carries deadline and cancellation of a request that came as JSON or to a plain route, and gives a unary call a deadline where it has none:
/// a call without one can wait for ever. What came as gRPC is carried on by the library.</summary>
internal sealed class DeadlineInterceptor(IOptionsMonitor<GrpcClientOptions> options, IHttpContextAccessor requests, TimeProvider time) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Bound(context, isUnary: true));

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Bound(context, isUnary: true));

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Bound(context, isUnary: false));

    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Bound(context, isUnary: false));

    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Bound(context, isUnary: false));

    private ClientInterceptorContext<TRequest, TResponse> Bound<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, bool isUnary)
        where TRequest : class
        where TResponse : class
    {
        var request = requests.HttpContext;
        var call = context.Options;
        var deadline = Nearest(call.Deadline, request, isUnary);
        if (deadline != call.Deadline)
        {
            call = call.WithDeadline(deadline.GetValueOrDefault());
        }

        if (request is not null && !call.CancellationToken.CanBeCanceled && request.Features.Get<IServerCallContextFeature>() is null)
        {
            call = call.WithCancellationToken(request.RequestAborted);
        }

        return new(context.Method, context.Host, call);
    }

    private DateTime? Nearest(DateTime? given, HttpContext? request, bool isUnary)
    {
        var inherited = request?.Features.Get<RequestDeadline>()?.Remaining;
        TimeSpan? usual = isUnary && given is null ? options.CurrentValue.Deadline : null;
        var left = inherited < usual || usual is null ? inherited : usual;
        if (left is null)
        {
            return given;
        }

        var end = time.GetUtcNow().UtcDateTime + left.GetValueOrDefault();
        return given < end ? given : end;
    }
}
