using WsAspire.ServiceDefaults.Errors;
using WsOrder.Services;

namespace WsOrder.Tests.Services;

public sealed class PageTokenTests
{
    private static readonly byte[] s_last = Guid.NewGuid().ToByteArray();

    [Fact]
    public void Read_WhatWasWritten_IsTheLastItem() =>
        Assert.Equal(s_last, PageToken.Read(PageToken.Write("orders", s_last), "orders", s_last.Length));

    [Fact]
    public void Read_Empty_IsTheFirstPage() => Assert.Null(PageToken.Read("", "orders", s_last.Length));

    [Fact]
    public void Read_OtherFilter_SaysSo()
    {
        var refusal = Assert.Throws<InvalidRequestException>(
            () => PageToken.Read(PageToken.Write("orders?user_id=1", s_last), "orders?user_id=2", s_last.Length));

        Assert.Contains("another filter", Assert.Single(refusal.Violations).Description, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyCharacterChanged_NamesTheField()
    {
        var token = PageToken.Write("orders", s_last);
        for (var i = 0; i < token.Length; i++)
        {
            foreach (var other in "AQgw_-")
            {
                if (token[i] != other)
                {
                    AssertRefused(token[..i] + other + token[(i + 1)..]);
                }
            }
        }
    }

    [Theory]
    [InlineData("x")]
    [InlineData("====")]
    [InlineData("' OR 1=1 --")]
    [InlineData("\0")]
    public void Read_NoToken_NamesTheField(string text) => AssertRefused(text);

    [Fact]
    public void Read_LongerShorterOrPadded_NamesTheField()
    {
        var token = PageToken.Write("orders", s_last);

        AssertRefused(token + "=");
        AssertRefused(token + "AAAA");
        AssertRefused(" " + token);
        AssertRefused(token[..^1]);
        AssertRefused(new string('A', 10_000));
        AssertRefused(PageToken.Write("orders", s_last.AsSpan(0, 4)));
    }

    private static void AssertRefused(string token) => Assert.Equal(
        "page_token",
        Assert.Single(Assert.Throws<InvalidRequestException>(() => PageToken.Read(token, "orders", s_last.Length)).Violations).Field);
}
