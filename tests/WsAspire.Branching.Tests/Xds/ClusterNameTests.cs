using WsAspire.Branching.Xds;

namespace WsAspire.Branching.Tests.Xds;

public sealed class ClusterNameTests
{
    [Fact]
    public void TryParse_OfAName_GivesServiceAndBranch()
    {
        Assert.True(ClusterName.TryParse(ClusterName.Of("ws-order", "f1"), out var service, out var branch));
        Assert.Equal(("ws-order", "f1"), (service, branch));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ws-order")]
    [InlineData("/f1")]
    [InlineData("ws-order/")]
    [InlineData("ws-order/f1/f2")]
    public void TryParse_OfAnythingElse_IsFalse(string? name) => Assert.False(ClusterName.TryParse(name, out _, out _));
}
