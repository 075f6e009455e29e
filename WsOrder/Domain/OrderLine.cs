namespace WsOrder.Domain;

/// <summary>One position of an order. Immutable.</summary>
internal sealed class OrderLine
{
    /// <summary>Makes a line.</summary>
    /// <param name="number">Its place in the order, from 1.</param>
    /// <param name="sku">The article, 1 to 64 characters.</param>
    /// <param name="quantity">How many, 1 to 10,000.</param>
    /// <param name="unitPrice">Price of one in minor units, 0 to 100,000,000.</param>
    /// <exception cref="ArgumentException">A value is out of its bounds: the caller has not validated.</exception>
    public OrderLine(int number, string sku, int quantity, long unitPrice)
    {
        Guard.InRange(number, 1, OrderLimits.Lines);
        ArgumentException.ThrowIfNullOrWhiteSpace(sku);
        Guard.InRange(quantity, 1, OrderLimits.Quantity);
        Guard.InRange(unitPrice, 0, OrderLimits.UnitPrice);
        Number = number;
        Sku = sku;
        Quantity = quantity;
        UnitPrice = unitPrice;
    }

    /// <summary>Its place in the order, from 1.</summary>
    public int Number { get; private set; }

    /// <summary>The article.</summary>
    public string Sku { get; private set; }

    /// <summary>How many.</summary>
    public int Quantity { get; private set; }

    /// <summary>Price of one, in minor units of the order's currency.</summary>
    public long UnitPrice { get; private set; }

    /// <summary>Price of all, in minor units.</summary>
    public long Price => checked(Quantity * UnitPrice);
}
