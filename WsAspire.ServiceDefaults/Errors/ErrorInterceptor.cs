using Grpc.Core;
using Grpc.Core.Interceptors;
using WsAspire.ServiceDefaults.Grpc;

namespace WsAspire.ServiceDefaults.Errors;

/// <summary>The outermost interceptor: no exception leaves a method but as a status that a caller may see.</summary>
internal sealed class ErrorInterceptor(ErrorTranslation errors) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        if (TranscodedCall.Of(context) is { } json)
        {
            return CallJson(json, request, context, continuation);
        }

        Task<TResponse> call;
        try
        {
            call = continuation(request, context);
        }
        catch (Exception exception)
        {
            return Task.FromException<TResponse>(errors.Translate(exception, context));
        }

        return call.IsCompletedSuccessfully ? call : TranslateAsync(call, context);
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        return TranscodedCall.Of(context) is { } json
            ? StreamJsonAsync(json, request, responseStream, context, continuation)
            : TranslateAsync(() => continuation(request, responseStream, context), context);
    }

    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(new ReadableRequests<TRequest>(requestStream), context);
        }
        catch (Exception exception)
        {
            throw errors.Translate(exception, context);
        }
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        TranslateAsync(() => continuation(new ReadableRequests<TRequest>(requestStream), responseStream, context), context);

    private Task<TResponse> CallJson<TRequest, TResponse>(
        TranscodedCall json, TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class
    {
        Task<TResponse> call;
        try
        {
            call = continuation(request, json.Enter(context, request));
        }
        catch (Exception exception)
        {
            return Task.FromException<TResponse>(json.Fail(errors.Translate(exception, context)));
        }

        if (!call.IsCompletedSuccessfully)
        {
            return AwaitJsonAsync(json, call, context);
        }

        json.Succeed();
        return call;
    }

    private async Task<TResponse> AwaitJsonAsync<TResponse>(TranscodedCall json, Task<TResponse> call, ServerCallContext context)
    {
        try
        {
            var response = await call;
            json.Succeed();
            return response;
        }
        catch (Exception exception)
        {
            throw json.Fail(errors.Translate(exception, context));
        }
    }

    private async Task StreamJsonAsync<TRequest, TResponse>(
        TranscodedCall json,
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class
    {
        try
        {
            await continuation(request, responseStream, json.Enter(context, request));
        }
        catch (Exception exception)
        {
            throw json.Fail(errors.Translate(exception, context));
        }
    }

    private async Task<TResponse> TranslateAsync<TResponse>(Task<TResponse> call, ServerCallContext context)
    {
        try
        {
            return await call;
        }
        catch (Exception exception)
        {
            throw errors.Translate(exception, context);
        }
    }

    private async Task TranslateAsync(Func<Task> call, ServerCallContext context)
    {
        try
        {
            await call();
        }
        catch (Exception exception)
        {
            throw errors.Translate(exception, context);
        }
    }
}
