using FluentValidation;
using Ws.Order.V1;
using WsOrder.Domain;

namespace WsOrder.Services.Validation;

/// <summary>Checks each field of a new order.</summary>
internal sealed class CreateOrderRequestValidator : AbstractValidator<CreateOrderRequest>
{
    public CreateOrderRequestValidator()
    {
        RuleFor(request => request.IdempotencyKey).Named("idempotency_key").PrintableAscii(OrderLimits.IdempotencyKeyLength);
        RuleFor(request => request.UserId).Named("user_id").AtLeast(1);
        RuleFor(request => request.Currency).Named("currency").Custom((code, context) =>
        {
            if (!Currency.IsKnown(code))
            {
                context.AddFailure($"must be an ISO 4217 code in capitals such as EUR, was {TextRules.Echo(code)}");
            }
        });
        RuleFor(request => request.Lines.Count).Named("lines").Custom((count, context) =>
        {
            if (count is < 1 or > OrderLimits.Lines)
            {
                context.AddFailure($"must be 1 to {OrderLimits.Lines} lines, has {count}");
            }
        });
        RuleForEach(request => request.Lines).SetValidator(new OrderLineValidator()).OverridePropertyName("lines")
            .When(request => request.Lines.Count <= OrderLimits.Lines);
    }
}
