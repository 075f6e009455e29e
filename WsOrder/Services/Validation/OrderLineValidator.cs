using FluentValidation;
using WsOrder.Domain;

namespace WsOrder.Services.Validation;

/// <summary>Checks each field of an order line.</summary>
internal sealed class OrderLineValidator : AbstractValidator<Ws.Order.V1.OrderLine>
{
    public OrderLineValidator()
    {
        RuleFor(line => line.Sku).Text(OrderLimits.SkuLength);
        RuleFor(line => line.Quantity).InRange(1, OrderLimits.Quantity);
        RuleFor(line => line.UnitPrice).InRange(0, OrderLimits.UnitPrice);
    }
}
