using FluentValidation;
using Ws.Order.V1;

namespace WsOrder.Services.Validation;

/// <summary>Checks each field of a request for an order.</summary>
internal sealed class GetOrderRequestValidator : AbstractValidator<GetOrderRequest>
{
    public GetOrderRequestValidator() => RuleFor(request => request.Id).Uuid();
}
