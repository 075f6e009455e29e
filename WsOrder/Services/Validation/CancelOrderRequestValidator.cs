using FluentValidation;
using Ws.Order.V1;

namespace WsOrder.Services.Validation;

/// <summary>Checks each field of a cancellation.</summary>
internal sealed class CancelOrderRequestValidator : AbstractValidator<CancelOrderRequest>
{
    public CancelOrderRequestValidator()
    {
        RuleFor(request => request.Id).Uuid();
        RuleFor(request => request.ExpectedVersion).AtLeast(0);
    }
}
