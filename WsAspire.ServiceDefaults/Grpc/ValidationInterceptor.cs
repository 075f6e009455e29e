using FluentValidation;
using FluentValidation.Results;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Runs the validator of a request, where one is registered, before the method.</summary>
internal sealed class ValidationInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var validator = Find<TRequest>(context);
        return validator is null ? continuation(request, context) : ValidateAndCallAsync(validator);

        async Task<TResponse> ValidateAndCallAsync(IValidator<TRequest> found)
        {
            Check(request, await found.ValidateAsync(request, context.CancellationToken));
            return await continuation(request, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context, ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        if (Find<TRequest>(context) is { } validator)
        {
            Check(request, await validator.ValidateAsync(request, context.CancellationToken));
        }

        await continuation(request, responseStream, context);
    }

    private static IValidator<TRequest>? Find<TRequest>(ServerCallContext context) =>
        context.GetHttpContext().RequestServices.GetService<IValidator<TRequest>>();

    private static void Check<TRequest>(TRequest request, ValidationResult result)
    {
        if (result.IsValid)
        {
            return;
        }

        var descriptor = (request as IMessage)?.Descriptor;
        throw new InvalidRequestException(
            [.. result.Errors.Select(error => new FieldViolation(ProtoPath.Of(descriptor, error.PropertyName), error.ErrorMessage))]);
    }
}
