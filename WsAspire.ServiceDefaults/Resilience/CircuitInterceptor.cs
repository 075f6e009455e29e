using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using WsAspire.ServiceDefaults.Errors;
using WsAspire.ServiceDefaults.Telemetry;

namespace WsAspire.ServiceDefaults.Resilience;

/// <summary>Fails a unary call at once where its circuit is open, and tells the circuit how calls end. It sees a call with its deadline, around all of its attempts.</summary>
internal sealed class CircuitInterceptor(string target, Circuits circuits, ServiceIdentity service) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        if (!circuits.Options.Enabled)
        {
            return continuation(request, context);
        }

        var circuit = circuits.Find(new CircuitKey(target, context.Method.FullName));
        if (circuit.TryEnter(TimeOf(context.Options)) is not { } entered)
        {
            return Refused<TResponse>(Refusal(circuit));
        }

        var call = continuation(request, context);
        entered.Observe(call.ResponseAsync);
        return call;
    }

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        if (!circuits.Options.Enabled)
        {
            return continuation(request, context);
        }

        var circuit = circuits.Find(new CircuitKey(target, context.Method.FullName));
        var entered = circuit.TryEnter(TimeOf(context.Options)) ?? throw Refusal(circuit);
        StatusCode? outcome = null;
        try
        {
            var answer = continuation(request, context);
            outcome = StatusCode.OK;
            return answer;
        }
        catch (RpcException exception)
        {
            outcome = exception.StatusCode;
            throw;
        }
        finally
        {
            entered.Complete(outcome);
        }
    }

    private static AsyncUnaryCall<TResponse> Refused<TResponse>(RpcException refusal) => new(
        Task.FromException<TResponse>(refusal),
        Task.FromException<Metadata>(refusal),
        () => refusal.Status,
        () => refusal.Trailers,
        () => { });

    private TimeSpan TimeOf(CallOptions options) => options.Deadline is { } deadline ? deadline - circuits.Time.GetUtcNow().UtcDateTime : TimeSpan.MaxValue;

    private RpcException Refusal(Circuit circuit)
    {
        var status = ErrorStatus.Create(
            StatusCode.Unavailable,
            service.Name,
            FrameErrorReasons.CircuitOpen,
            $"{circuit.Key.Service} failed too often and is not asked now; try again.",
            metadata: [KeyValuePair.Create("service", circuit.Key.Service), KeyValuePair.Create("method", circuit.Key.Method)]);
        status.Details.Add(Any.Pack(new RetryInfo { RetryDelay = Duration.FromTimeSpan(circuit.RetryAfter) }));
        return status.ToRpcException();
    }
}
