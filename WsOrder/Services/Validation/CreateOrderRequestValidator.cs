using FluentValidation;
using Ws.Order.V1;
using WsOrder.Domain;

namespace WsOrder.Services.Validation;

/// <summary>Checks each field of a new order.</summary>
internal sealed class CreateOrderRequestValidator : AbstractValidator<CreateOrderRequest>
{
    public CreateOrderRequestValidator()
    {
        RuleFor(request => request.IdempotencyKey).PrintableAscii(OrderLimits.IdempotencyKeyLength);
        RuleFor(request => request.UserId).AtLeast(1);
        RuleFor(request => request.Currency).Cascade(CascadeMode.Stop)
            .Matches(@"\A[A-Z]{3}\z").WithMessage((_, code) => Unknown(code))
            .Must(Currency.IsKnown).WithMessage((_, code) => Unknown(code));
        RuleFor(request => request.Lines).SetValidator(new CountValidator<CreateOrderRequest, Ws.Order.V1.OrderLine>(1, OrderLimits.Lines))
            .DependentRules(() => RuleForEach(request => request.Lines).SetValidator(new OrderLineValidator()));
    }

    private static string Unknown(string code) => $"must be an ISO 4217 code in capitals such as EUR, was {TextRules.Echo(code)}";
}
