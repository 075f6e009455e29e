using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace WsBff.Models;

/// <summary>Asks for a new order.</summary>
/// <remarks>The attributes are for the OpenAPI document; ws-order holds the rules. What is missing is refused here, because the wire
/// of gRPC cannot tell a missing price from a price of 0.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record NewOrder
{
    /// <summary>The user that orders. 1 or more.</summary>
    [Required, Range(1, int.MaxValue)]
    public int? UserId { get; init; }

    /// <summary>What is ordered. 1 to 100 lines.</summary>
    [Required, Length(1, 100)]
    public IReadOnlyList<NewOrderLine?>? Lines { get; init; }

    /// <summary>ISO 4217 code in capitals, such as EUR.</summary>
    [Required, RegularExpression("^[A-Z]{3}$")]
    public string? Currency { get; init; }
}
