using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using WsAspire.Hosting.Containers;

namespace WsAspire.Hosting.Tests.Containers;

public sealed class ContainerRuntimeTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void IsUsed_Decided_DoesNotLook(string decision, bool used) => Assert.Equal(used, ContainerRuntime.IsUsed(With(decision)));

    [Fact]
    public void IsUsed_WrongValue_NamesTheKey()
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => ContainerRuntime.IsUsed(With("yes")));

        Assert.Equal("containers: expected true or false, got 'yes'.", exception.Message);
    }

    private static IConfigurationRoot With(string decision) =>
        new ConfigurationBuilder().AddInMemoryCollection([new(ContainerRuntime.ConfigurationKey, decision)]).Build();
}
