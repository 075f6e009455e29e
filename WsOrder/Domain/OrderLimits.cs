namespace WsOrder.Domain;

/// <summary>The bounds of an order, as the contract states them.</summary>
internal static class OrderLimits
{
    /// <summary>Most lines of an order; the least is 1.</summary>
    public const int Lines = 100;

    /// <summary>Longest article name, in Unicode characters (not UTF-16 units), as the database counts.</summary>
    public const int SkuLength = 64;

    /// <summary>Highest quantity of a line; the least is 1.</summary>
    public const int Quantity = 10_000;

    /// <summary>Highest price of one, in minor units; the least is 0.</summary>
    public const long UnitPrice = 100_000_000;

    /// <summary>Highest total of an order, in minor units: 10 billion of a currency with cents.</summary>
    public const long Total = 1_000_000_000_000;

    /// <summary>Longest idempotency key, in characters.</summary>
    public const int IdempotencyKeyLength = 128;
}
