namespace WsBff.Models;

/// <summary>An order, as the browser sees it.</summary>
/// <param name="Id">Identifies the order: a UUID in its lower-case form.</param>
/// <param name="UserId">The user that ordered.</param>
/// <param name="Lines">What was ordered, in the order given.</param>
/// <param name="Total">The sum of the lines in minor units of the currency (cents). At most 10^14, so a JSON number holds it exactly.</param>
/// <param name="Currency">ISO 4217 code in capitals.</param>
/// <param name="State">Where the order is in its life.</param>
/// <param name="Version">Counts the changes of this order, from 1; the <c>expectedVersion</c> of a cancellation.</param>
/// <param name="CreatedAt">When the order was placed, ISO 8601 in UTC.</param>
internal sealed record Order(
    string Id,
    int UserId,
    IReadOnlyList<OrderLine> Lines,
    long Total,
    string Currency,
    OrderState State,
    int Version,
    DateTime CreatedAt);
