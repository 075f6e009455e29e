namespace WsBff.Models;

/// <summary>What the page of one order shows: order and customer in one answer.</summary>
/// <param name="Id">Identifies the order.</param>
/// <param name="State">Where the order is in its life.</param>
/// <param name="Version">The <c>expectedVersion</c> of a cancellation.</param>
/// <param name="ItemCount">How many articles, over all lines.</param>
/// <param name="Total">The sum in minor units of the currency (cents). At most 10^14.</param>
/// <param name="Currency">ISO 4217 code in capitals.</param>
/// <param name="CreatedAt">When the order was placed, ISO 8601 in UTC.</param>
/// <param name="Customer">Who ordered. Null where the customer could not be read; <c>missing</c> then says so.</param>
/// <param name="Partial">Whether a part is missing because a back end failed.</param>
/// <param name="Missing">Names of the missing parts, such as <c>customer</c>. Empty in a whole answer.</param>
internal sealed record OrderSummary(
    string Id,
    OrderState State,
    int Version,
    long ItemCount,
    long Total,
    string Currency,
    DateTime CreatedAt,
    User? Customer,
    bool Partial,
    IReadOnlyList<string> Missing);
