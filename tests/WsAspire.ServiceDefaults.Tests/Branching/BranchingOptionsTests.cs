using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WsAspire.ServiceDefaults.Branching;

namespace WsAspire.ServiceDefaults.Tests.Branching;

public sealed class BranchingOptionsTests
{
    [Theory]
    [InlineData("--Branch", "F1", "Branching:Branch", "argument Branch")]
    [InlineData("--Branching:Branch", "a_b", "Branching:Branch", "DNS label")]
    [InlineData("--Branching:Default", "", "Branching:Default", "DNS label")]
    [InlineData("--Branching:ControlPlanes", "http://ws-branches:9300, ws-branches:9300", "Branching:ControlPlanes", "http://ws-branches:9300")]
    [InlineData("--Branching:ControlPlanes", "http://ws-branches:9300/path", "Branching:ControlPlanes", "without a path")]
    [InlineData("--Branching:Token", "a b", "Branching:Token", "without blanks")]
    [InlineData("--Branching:AdvertisedAddress", "ws-order", "Branching:AdvertisedAddress", "never a name")]
    [InlineData("--Branching:AdvertisedAddress", "0.0.0.0", "Branching:AdvertisedAddress", "one machine")]
    [InlineData("--Branching:AdvertisedPort", "0", "Branching:AdvertisedPort", "1 to 65535")]
    [InlineData("--Branching:Header", "", "Branching:Header", "name of a header")]
    [InlineData("--Branching:Header", "cookie", "Branching:Header", "name of a header")]
    [InlineData("--Branching:TraceHeader", "a b", "Branching:TraceHeader", "name of a header")]
    [InlineData("--Branching:Brunch", "f1", "Branching:Brunch", "unknown key")]
    public async Task Value_ThatIsWrong_RefusesTheStartAndIsNamed(string key, string value, string named, string allowed)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => SampleService.StartAsync(["--urls", "http://127.0.0.1:0", key, value], null));

        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("test", false)]
    [InlineData("f1", true, "--Branch", "f1")]
    [InlineData("f1", true, "--branch", "f1", "--Branching:Branch", "f2")]
    [InlineData("f2", true, "--Branch", "", "--Branching:Branch", "f2")]
    [InlineData("main", false, "--Branching:Default", "main")]
    [InlineData("main", false, "--Branching:Default", "main", "--Branch", "main")]
    public async Task Branch_OfTheProcess_IsTheNearestThatIsSet(string branch, bool isBranch, params string[] arguments)
    {
        await using var service = SampleService.Create(["--urls", "http://127.0.0.1:0", .. arguments]);
        var options = service.App.Services.GetRequiredService<IOptions<BranchingOptions>>().Value;

        Assert.Equal((branch, isBranch), (options.Own, options.IsBranch));
    }
}
