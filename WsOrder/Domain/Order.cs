using WsAspire.ServiceDefaults.Errors;

namespace WsOrder.Domain;

/// <summary>What a user ordered, and what became of it.</summary>
internal sealed class Order
{
    private readonly List<OrderLine> _lines = [];

    private Order()
    {
    }

    /// <summary>Identifies the order; ids ascend with the time of creation.</summary>
    public Guid Id { get; private set; }

    /// <summary>The user that ordered.</summary>
    public int UserId { get; private set; }

    /// <summary>What was ordered, in the order given, in whatever order it was read.</summary>
    public IReadOnlyList<OrderLine> Lines => [.. _lines.OrderBy(line => line.Number)];

    /// <summary>The sum of all lines, in minor units of the currency.</summary>
    public long Total { get; private set; }

    /// <summary>ISO 4217 code.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>Where the order is in its life.</summary>
    public OrderState State { get; private set; }

    /// <summary>Counts the changes; 1 when it is placed.</summary>
    public int Version { get; private set; }

    /// <summary>When the order was placed: UTC, whole microseconds.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Places an order.</summary>
    /// <param name="request">What is ordered, validated.</param>
    /// <param name="now">The time of creation; cut to microseconds.</param>
    /// <exception cref="InvalidRequestException">The total is above its bound.</exception>
    public static Order Place(PlaceOrder request, DateTimeOffset now)
    {
        Guard.InRange(request.Lines.Count, 1, OrderLimits.Lines);
        if (!Domain.Currency.IsKnown(request.Currency))
        {
            throw new ArgumentException($"{request.Currency} is not a currency.", nameof(request));
        }

        var createdAt = Microseconds(now);
        var order = new Order
        {
            Id = OrderId.New(createdAt),
            UserId = request.UserId,
            Total = TotalOf(request.Lines),
            Currency = request.Currency,
            State = OrderState.Placed,
            Version = 1,
            CreatedAt = createdAt,
        };
        order._lines.AddRange(request.Lines);
        return order;
    }

    /// <summary>Cancels the order. A cancelled one stays as it is.</summary>
    public void Cancel()
    {
        if (State is OrderState.Cancelled)
        {
            return;
        }

        State = OrderState.Cancelled;
        Version = checked(Version + 1);
    }

    /// <summary>The order as it was when it was placed: what the first call with its key was answered.</summary>
    public Order AsPlaced()
    {
        var placed = (Order)MemberwiseClone();
        placed.State = OrderState.Placed;
        placed.Version = 1;
        return placed;
    }

    /// <summary>Sums lines, and refuses a sum above the bound or beyond what fits.</summary>
    internal static long TotalOf(IEnumerable<OrderLine> lines)
    {
        long total = 0;
        foreach (var line in lines)
        {
            total = checked(total + line.Price);
            if (total > OrderLimits.Total)
            {
                throw new InvalidRequestException(new FieldViolation("lines", $"must cost at most {OrderLimits.Total:N0} minor units together"));
            }
        }

        return total;
    }

    private static DateTimeOffset Microseconds(DateTimeOffset time) =>
        new(time.UtcTicks - (time.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
}
