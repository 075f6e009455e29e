using Google.Protobuf.WellKnownTypes;
using WsOrder.Domain;
using Proto = Ws.Order.V1;

namespace WsOrder.Services;

/// <summary>Turns the domain into the contract and back.</summary>
internal static class OrderMapper
{
    /// <summary>An order as the contract has it.</summary>
    public static Proto.Order ToProto(Order order)
    {
        var proto = new Proto.Order
        {
            Id = order.Id.ToString(),
            UserId = order.UserId,
            Total = order.Total,
            Currency = order.Currency,
            State = ToProto(order.State),
            Version = order.Version,
            CreatedAt = Timestamp.FromDateTimeOffset(order.CreatedAt),
        };
        proto.Lines.AddRange(order.Lines.OrderBy(line => line.Number).Select(ToProto));
        return proto;
    }

    /// <summary>A user as the contract has it.</summary>
    public static Proto.User ToProto(User user) => new() { Id = user.Id, Name = user.Name };

    /// <summary>A validated request as the domain has it.</summary>
    public static PlaceOrder ToDomain(Proto.CreateOrderRequest request) => new(
        request.IdempotencyKey,
        request.UserId,
        request.Currency,
        [.. request.Lines.Select((line, index) => new OrderLine(index + 1, line.Sku, line.Quantity, line.UnitPrice))]);

    private static Proto.OrderLine ToProto(OrderLine line) =>
        new() { Sku = line.Sku, Quantity = line.Quantity, UnitPrice = line.UnitPrice };

    private static Proto.OrderState ToProto(OrderState state) => state switch
    {
        OrderState.Placed => Proto.OrderState.Placed,
        OrderState.Cancelled => Proto.OrderState.Cancelled,
        _ => throw new InvalidOperationException($"State {state} is not in the contract."),
    };
}
