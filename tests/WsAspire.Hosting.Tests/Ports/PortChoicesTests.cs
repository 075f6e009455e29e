using Aspire.Hosting;
using WsAspire.Hosting.Ports;

namespace WsAspire.Hosting.Tests.Ports;

public sealed class PortChoicesTests
{
    private static readonly string[] s_names = ["ws-bff", "ws-order"];

    [Theory]
    [InlineData(null, 9100, 8080)]
    [InlineData("", 9100, 8080)]
    [InlineData("ws-bff=9200", 9200, 8080)]
    [InlineData(" ws-bff = 9200 , ws-order=1 ", 9200, 1)]
    [InlineData("random", null, null)]
    [InlineData("RANDOM", null, null)]
    public void Parse_ValidText_ChoosesPorts(string? text, int? bff, int? order)
    {
        var choices = PortChoices.Parse(text, s_names);

        Assert.Equal(bff, choices.PortFor("ws-bff", 9100));
        Assert.Equal(order, choices.PortFor("ws-order", 8080));
    }

    [Theory]
    [InlineData("9200")]
    [InlineData("ws-bff")]
    [InlineData("ws-bff=")]
    [InlineData("ws-bff=0")]
    [InlineData("ws-bff=65536")]
    [InlineData("ws-bff=-1")]
    [InlineData("ws-bff=1=2")]
    [InlineData("mysql=3306")]
    [InlineData("ws-bff=9200,ws-order=x")]
    public void Parse_InvalidText_SaysWhatWouldBeRight(string text)
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => PortChoices.Parse(text, s_names));

        Assert.Contains("ports: expected 'random' or name=port with a name of ws-bff, ws-order", exception.Message, StringComparison.Ordinal);
        Assert.Contains($"got '{text.Split(',')[^1]}'", exception.Message, StringComparison.Ordinal);
    }
}
