namespace WsBff.Models;

/// <summary>One position of an order.</summary>
/// <param name="Sku">The article.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">Price of one in minor units of the order's currency (cents).</param>
internal sealed record OrderLine(string Sku, int Quantity, long UnitPrice);
