using WsAspire.ServiceDefaults.Deadlines;

namespace WsAspire.ServiceDefaults.Tests.Deadlines;

public sealed class TimeoutHeaderTests
{
    [Theory]
    [InlineData("1H", 36_000_000_000)]
    [InlineData("2M", 1_200_000_000)]
    [InlineData("3S", 30_000_000)]
    [InlineData("4m", 40_000)]
    [InlineData("5u", 50)]
    [InlineData("600n", 6)]
    [InlineData("0S", 0)]
    [InlineData("99999999H", 3_599_999_964_000_000_000)]
    public void Timeout_OfGrpc_IsReadInEachUnit(string text, long ticks)
    {
        Assert.True(TimeoutHeader.TryParse(text, takesSeconds: false, out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("2", 20_000_000)]
    [InlineData("0.5", 5_000_000)]
    [InlineData(".25", 2_500_000)]
    [InlineData("99999999", 999_999_990_000_000)]
    [InlineData("500m", 5_000_000)]
    public void Timeout_InSeconds_IsReadWhereSecondsAreTaken(string text, long ticks)
    {
        Assert.True(TimeoutHeader.TryParse(text, takesSeconds: true, out var timeout));
        Assert.Equal(ticks, timeout.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("0.5S")]
    [InlineData("-1S")]
    [InlineData("+1S")]
    [InlineData(" 1S")]
    [InlineData("1 S")]
    [InlineData("1s")]
    [InlineData("123456789S")]
    [InlineData("1SS")]
    [InlineData("٣S")]
    public void Timeout_OfGrpc_ThatIsMalformed_IsRefused(string text) => Assert.False(TimeoutHeader.TryParse(text, takesSeconds: false, out _));

    [Theory]
    [InlineData("-1")]
    [InlineData("1,5")]
    [InlineData("1e3")]
    [InlineData("NaN")]
    [InlineData("100000000")]
    [InlineData("0.0000000000000001")]
    public void Timeout_InSeconds_ThatIsMalformed_IsRefused(string text) => Assert.False(TimeoutHeader.TryParse(text, takesSeconds: true, out _));

    [Fact]
    public void Timeout_Twice_IsRefused() => Assert.False(TimeoutHeader.TryParse(new(["1S", "2S"]), takesSeconds: false, out _));

    [Theory]
    [InlineData(1, "1m")]
    [InlineData(864_000_000_000, "86400000m")]
    public void Timeout_Formatted_IsReadBack(long ticks, string text) => Assert.Equal(text, TimeoutHeader.Format(new TimeSpan(ticks)));
}
