using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace WsBff.Models;

/// <summary>One position of a new order.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewOrderLine
{
    /// <summary>The article. 1 to 64 characters.</summary>
    [Required, Length(1, 64)]
    public string? Sku { get; init; }

    /// <summary>How many. 1 to 10,000.</summary>
    [Required, Range(1, 10_000)]
    public int? Quantity { get; init; }

    /// <summary>Price of one in minor units of the order's currency (cents). 0 to 100,000,000.</summary>
    [Required, Range(0, 100_000_000)]
    public long? UnitPrice { get; init; }
}
