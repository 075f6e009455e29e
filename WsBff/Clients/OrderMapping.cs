using Google.Protobuf.WellKnownTypes;
using WsBff.Models;
using V1 = Ws.Order.V1;

namespace WsBff.Clients;

/// <summary>Between the messages of ws-order and the BFF's own shapes.</summary>
internal static class OrderMapping
{
    private const long LargestExactJsonNumber = 9_007_199_254_740_991;

    /// <summary>Maps an order, and refuses one that the contract excludes.</summary>
    public static Order ToModel(V1.Order? order)
    {
        if (order is null)
        {
            throw MalformedAnswer.Because("it holds no order");
        }

        return new Order(
            order.Id,
            order.UserId,
            [.. order.Lines.Select(line => new OrderLine(line.Sku, line.Quantity, Money(line.UnitPrice)))],
            Money(order.Total),
            order.Currency,
            ToModel(order.State),
            order.Version,
            Time(order.CreatedAt));
    }

    /// <summary>Maps a new order that has every required field.</summary>
    public static V1.CreateOrderRequest ToRequest(NewOrder order, string idempotencyKey)
    {
        var request = new V1.CreateOrderRequest
        {
            IdempotencyKey = idempotencyKey,
            UserId = order.UserId.GetValueOrDefault(),
            Currency = order.Currency,
        };
        request.Lines.AddRange((order.Lines ?? []).Select(line => new V1.OrderLine
        {
            Sku = line!.Sku,
            Quantity = line.Quantity.GetValueOrDefault(),
            UnitPrice = line.UnitPrice.GetValueOrDefault(),
        }));
        return request;
    }

    private static OrderState ToModel(V1.OrderState state) => state switch
    {
        V1.OrderState.Placed => OrderState.Placed,
        V1.OrderState.Cancelled => OrderState.Cancelled,
        _ => OrderState.Unknown,
    };

    private static long Money(long minorUnits) => minorUnits is >= 0 and <= LargestExactJsonNumber
        ? minorUnits
        : throw MalformedAnswer.Because("an amount is out of range");

    private static DateTime Time(Timestamp? timestamp)
    {
        try
        {
            return timestamp?.ToDateTime() ?? throw MalformedAnswer.Because("it holds no time");
        }
        catch (InvalidOperationException)
        {
            throw MalformedAnswer.Because("a time is out of range");
        }
    }
}
