using Aspire.Hosting;

namespace StandIns.Tests.Model;

public sealed class ResourceNameTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("ws-order")]
    [InlineData("A1-b2")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl")]
    public void Name_ThatFollowsTheRules_IsTaken(string name)
    {
        var resource = DistributedApplication.CreateBuilder().AddContainer(name, "image").Resource;

        Assert.Equal(name, resource.Name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ws_order")]
    [InlineData("1st")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("a b")]
    [InlineData("größe")]
    [InlineData("a\n")]
    [InlineData("abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklm")]
    public void Name_ThatBreaksTheRules_IsRefused(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => DistributedApplication.CreateBuilder().AddContainer(name, "image"));

    [Fact]
    public void Name_ThatIsTaken_IsRefusedInAnyCase()
    {
        var builder = DistributedApplication.CreateBuilder();
        builder.AddContainer("db", "image");

        var exception = Assert.Throws<DistributedApplicationException>(() => builder.AddParameter("DB"));

        Assert.Contains("with name 'DB'", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Endpoint_WhoseNameIsTaken_IsRefused() => Assert.Throws<DistributedApplicationException>(
        () => DistributedApplication.CreateBuilder().AddContainer("db", "image").WithHttpEndpoint().WithHttpEndpoint());
}
