using FluentValidation;
using Google.Protobuf;
using WsAspire.ServiceDefaults.Errors;

namespace WsAspire.ServiceDefaults.Grpc;

/// <summary>Refuses a request that its validator does not take; the fields are named as the contract spells them.</summary>
internal static class RequestValidation
{
    /// <summary>Runs the validator.</summary>
    /// <exception cref="InvalidRequestException">The request breaks a rule; all faults are named.</exception>
    public static async Task CheckAsync<TRequest>(IValidator<TRequest> validator, TRequest request, CancellationToken cancellationToken)
    {
        var result = await validator.ValidateAsync(request, cancellationToken);
        if (!result.IsValid)
        {
            var descriptor = (request as IMessage)?.Descriptor;
            throw new InvalidRequestException(
                [.. result.Errors.Select(error => new FieldViolation(ProtoPath.Of(descriptor, error.PropertyName), error.ErrorMessage))]);
        }
    }
}
