using Aspire.Hosting.Orchestration;
using Microsoft.Extensions.Configuration;

namespace StandIns.Tests.Orchestration;

public sealed class RunOptionsTests
{
    private static readonly DateTimeOffset s_processStart = DateTimeOffset.FromUnixTimeMilliseconds(100_000);

    [Theory]
    [InlineData(null, 100_000)]
    [InlineData("147000", 147_000)]
    [InlineData("99000", 100_000)]
    [InlineData("soon", 100_000)]
    public void Began_AfterABuild_LeavesItsTimeOut(string? builtAt, long began)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("WS_BUILT_AT_MS", builtAt)]).Build();

        Assert.Equal(began, RunOptions.From(configuration).Began(s_processStart).ToUnixTimeMilliseconds());
    }
}
