using FluentValidation;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>The one interceptor of the frame: runs the validator of a request, where one is registered, and lets no exception leave a method but as a status that a
/// caller may see.</summary>
/// <remarks>One, since each costs every call a look-up and a task.</remarks>
internal sealed class CallInterceptor(ErrorTranslation errors) : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var http = context.GetHttpContext();
        var json = JsonOf(http);
        Task<TResponse> call;
        try
        {
            var seen = json?.Enter(context, request) ?? context;
            call = ValidatorOf<TRequest>(http) is { } validator ? ValidateAndCallAsync(validator, request, seen, continuation) : continuation(request, seen);
        }
        catch (Exception exception)
        {
            return Task.FromException<TResponse>(Refuse(exception, context, json));
        }

        if (!call.IsCompletedSuccessfully)
        {
            return AwaitAsync(call, context, json);
        }

        json?.Succeed();
        return call;
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var http = context.GetHttpContext();
        var json = JsonOf(http);
        try
        {
            var seen = json?.Enter(context, request) ?? context;
            if (ValidatorOf<TRequest>(http) is { } validator)
            {
                await RequestValidation.CheckAsync(validator, request, seen.CancellationToken);
            }

            await continuation(request, responseStream, seen);
        }
        catch (Exception exception)
        {
            throw Refuse(exception, context, json);
        }
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

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(new ReadableRequests<TRequest>(requestStream), responseStream, context);
        }
        catch (Exception exception)
        {
            throw errors.Translate(exception, context);
        }
    }

    private static TranscodedCall? JsonOf(HttpContext http) => http.Features.Get<IHttpResponseBodyFeature>() as TranscodedCall;

    private static IValidator<TRequest>? ValidatorOf<TRequest>(HttpContext http) => http.RequestServices.GetService<IValidator<TRequest>>();

    private static async Task<TResponse> ValidateAndCallAsync<TRequest, TResponse>(
        IValidator<TRequest> validator, TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
        where TRequest : class
        where TResponse : class
    {
        await RequestValidation.CheckAsync(validator, request, context.CancellationToken);
        return await continuation(request, context);
    }

    private async Task<TResponse> AwaitAsync<TResponse>(Task<TResponse> call, ServerCallContext context, TranscodedCall? json)
    {
        try
        {
            var response = await call;
            json?.Succeed();
            return response;
        }
        catch (Exception exception)
        {
            throw Refuse(exception, context, json);
        }
    }

    private RpcException Refuse(Exception exception, ServerCallContext context, TranscodedCall? json)
    {
        var refusal = errors.Translate(exception, context);
        return json?.Fail(refusal) ?? refusal;
    }
}
