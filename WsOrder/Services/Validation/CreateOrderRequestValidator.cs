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
        RuleFor(request => request.Currency).Custom((code, context) =>
        {
            if (!Currency.IsKnown(code))
            {
                context.AddFailure($"must be an ISO 4217 code in capitals such as EUR, was {TextRules.Echo(code)}");
            }
        });
        RuleFor(request => request.Lines).Custom((lines, context) =>
        {
            if (lines.Count is < 1 or > OrderLimits.Lines)
            {
                context.AddFailure($"must be 1 to {OrderLimits.Lines} lines, has {lines.Count}");
            }
        });
        RuleForEach(request => request.Lines).SetValidator(new OrderLineValidator())
            .When(request => request.Lines.Count <= OrderLimits.Lines);
    }
}
