using WsAspire.ServiceDefaults.Errors;
using WsOrder.Domain;

namespace WsOrder.Tests.Domain;

public sealed class OrderTests
{
    private static readonly DateTimeOffset s_now = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2));

    [Fact]
    public void Place_Lines_AreSummedInMinorUnits()
    {
        var order = Order.Place(Requests.Order(quantity: 3), s_now);

        Assert.Equal((3 * 150) + 99, order.Total);
        Assert.Equal((OrderState.Placed, 1), (order.State, order.Version));
    }

    [Fact]
    public void Place_Time_IsCutToMicrosecondsInUtc()
    {
        var order = Order.Place(Requests.Order(), s_now.AddTicks(1_234_567));

        Assert.Equal(s_now.AddTicks(1_234_560).ToUniversalTime(), order.CreatedAt);
        Assert.Equal(TimeSpan.Zero, order.CreatedAt.Offset);
    }

    [Fact]
    public void Place_TotalAboveTheBound_NamesTheLines()
    {
        OrderLine[] lines = [.. Enumerable.Range(1, 2).Select(number => new OrderLine(number, "gold", 10_000, 100_000_000))];

        var refusal = Assert.Throws<InvalidRequestException>(() => Order.Place(Requests.Order() with { Lines = lines }, s_now));

        var violation = Assert.Single(refusal.Violations);
        Assert.Equal(("lines", "must cost at most 1,000,000,000,000 minor units together"), (violation.Field, violation.Description));
        Assert.Equal(OrderLimits.Total, Order.Place(Requests.Order() with { Lines = lines[..1] }, s_now).Total);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(10_001, 0)]
    [InlineData(1, -1)]
    [InlineData(1, 100_000_001)]
    public void Line_OutOfBounds_IsAnError(int quantity, long unitPrice) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OrderLine(1, "apple", quantity, unitPrice));

    [Fact]
    public void Place_UnknownCurrency_IsAnError() =>
        Assert.Throws<ArgumentException>(() => Order.Place(Requests.Order() with { Currency = "XXX" }, s_now));

    [Fact]
    public void Cancel_Twice_ChangesOnce()
    {
        var order = Order.Place(Requests.Order(), s_now);

        order.Cancel();
        order.Cancel();

        Assert.Equal((OrderState.Cancelled, 2), (order.State, order.Version));
        Assert.Equal((OrderState.Placed, 1), (order.AsPlaced().State, order.AsPlaced().Version));
    }

    [Fact]
    public void Id_OfLaterMicrosecond_IsHigher()
    {
        var ids = Enumerable.Range(0, 5_000).Select(i => OrderId.New(s_now.AddTicks(i * TimeSpan.TicksPerMicrosecond))).ToArray();

        Assert.Equal(ids, ids.OrderBy(id => id.ToString(), StringComparer.Ordinal));
        Assert.All(ids, id => Assert.Equal((7, 0x8), (id.Version, id.Variant & 0xc)));
        Assert.Equal(s_now.ToUnixTimeMilliseconds(), Convert.ToInt64(ids[0].ToString("n")[..12], 16));
    }

    [Theory]
    [InlineData("EUR", true)]
    [InlineData("JPY", true)]
    [InlineData("eur", false)]
    [InlineData("EU", false)]
    [InlineData("ABC", false)]
    [InlineData("DEM", false)]
    public void Currency_Code_IsKnownOrNot(string code, bool isKnown) => Assert.Equal(isKnown, Currency.IsKnown(code));
}
