using WsOrder.Domain;

namespace WsOrder.Tests.Domain;

public sealed class PlaceOrderTests
{
    [Fact]
    public void Fingerprint_SameContentOtherKey_IsEqual() =>
        Assert.Equal(Requests.Order("a").Fingerprint(), Requests.Order("b").Fingerprint());

    [Fact]
    public void Fingerprint_Form_IsTheOneThatIsStored() => Assert.Equal(
        "bc259d223631be3038ce32ec83be32076013e405d13bc99af51dab6c44ae7a6c", // made by another program
        Convert.ToHexStringLower(Requests.Order().Fingerprint()));

    [Fact]
    public void Fingerprint_AnyOtherContent_Differs()
    {
        var order = Requests.Order();
        PlaceOrder[] others =
        [
            order,
            order with { UserId = 2 },
            order with { Currency = "USD" },
            order with { Lines = [.. order.Lines.Reverse()] },
            order with { Lines = [order.Lines[0]] },
            order with { Lines = [new OrderLine(1, "apples", 2, 150), order.Lines[1]] },
            order with { Lines = [new OrderLine(1, "apple", 3, 150), order.Lines[1]] },
            order with { Lines = [new OrderLine(1, "apple", 2, 151), order.Lines[1]] },
        ];

        Assert.Equal(others.Length, others.Select(other => Convert.ToHexString(other.Fingerprint())).Distinct().Count());
    }
}
