using Aspire.Hosting;
using WsAspire.Hosting.Branches;

namespace WsAspire.Hosting.Tests.Branches;

public sealed class BranchInstanceTests
{
    [Fact]
    public void Text_WithInstances_IsRead()
    {
        var folder = Path.GetTempPath();

        var read = BranchInstance.Parse($"f1=ws-order, f1=ws-bff ,f2=ws-order@{folder}", "test", "ws-order", "ws-bff");

        Assert.Equal([new("f1", "ws-order", null), new("f1", "ws-bff", null), new("f2", "ws-order", Path.GetFullPath(folder))], read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" , ")]
    public void Text_WithNothing_IsNone(string? text) => Assert.Empty(BranchInstance.Parse(text, "test", "ws-order"));

    [Theory]
    [InlineData("f1", "expected branch=service")]
    [InlineData("f1=ws-bff", "a service of ws-order")]
    [InlineData("F1=ws-order", "a DNS label")]
    [InlineData("=ws-order", "a DNS label")]
    [InlineData("f1=ws-order@", "expected branch=service")]
    [InlineData("f1=ws-order@/not/there", "there is no folder '/not/there'")]
    [InlineData("test=ws-order", "test is the default branch")]
    [InlineData("f1=ws-order,f1=ws-order", "it is asked for twice")]
    public void Text_ThatIsWrong_IsRefusedWithWhatWouldBeRight(string text, string expected)
    {
        var refusal = Assert.Throws<DistributedApplicationException>(() => BranchInstance.Parse(text, "test", "ws-order"));

        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.StartsWith("branches: ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ResourceName_IsServiceAndBranch() => Assert.Equal("ws-order-f1", new BranchInstance("f1", "ws-order", null).ResourceName);

    [Fact]
    public void ResourceName_ThatAspireWouldRefuse_HasAHashInstead() =>
        Assert.Matches("^ws-order-a-b-[0-9a-f]{8}$", new BranchInstance("a--b", "ws-order", null).ResourceName);

    [Fact]
    public void ResourceName_OfLongBranches_IsShortAndStillTheirOwn()
    {
        var a = new BranchInstance(new string('a', 62) + "1", "ws-order", null).ResourceName;
        var b = new BranchInstance(new string('a', 62) + "2", "ws-order", null).ResourceName;

        Assert.True(a.Length <= 64 && b.Length <= 64);
        Assert.NotEqual(a, b);
    }
}
