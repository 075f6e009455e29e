using System.Text.Json;
using WsAspire.Testing;

namespace WsAspire.AppHost.Tests;

/// <summary>What <c>dotnet publish -t:PublishContainer</c> would make of the services, asked of MSBuild: the base image itself is in a registry.</summary>
public sealed class ContainerTests
{
    [Theory]
    [InlineData("WsOrder", "ws-order")]
    [InlineData("WsBff", "ws-bff")]
    [InlineData("WsBranches", "ws-branches")]
    [InlineData("WsGateway", "ws-gateway")]
    public async Task Service_PublishedAsContainer_IsChiselledNotRootAndNamedAsItsResource(string project, string name)
    {
        var image = await ImageAsync(project);

        Assert.Equal(name, image["ContainerRepository"]);
        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled", image["ContainerBaseImage"]);
        Assert.Equal("1654", image["ContainerUser"]);
    }

    [Fact]
    public async Task Service_NoTagIsGiven_IsTheVersionAndNotLatest()
    {
        var image = await ImageAsync("WsOrder");

        Assert.Equal(image["Version"], image["ContainerImageTag"]);
    }

    [Fact]
    public async Task Service_NamesAreGiven_AreTaken()
    {
        var image = await ImageAsync("WsOrder", "-p:ContainerRepository=shop/order", "-p:ContainerImageTag=f1", "-p:ContainerFamily=noble");

        Assert.Equal(("shop/order", "f1"), (image["ContainerRepository"], image["ContainerImageTag"]));
        Assert.Equal("mcr.microsoft.com/dotnet/aspnet:10.0-noble", image["ContainerBaseImage"]);
    }

    private static async Task<Dictionary<string, string>> ImageAsync(string project, params string[] properties)
    {
        const string Asked = "-getProperty:ContainerRepository,ContainerBaseImage,ContainerUser,ContainerImageTag,Version";
        await using var dotnet = LeashedProcess.Start(
            "dotnet",
            ["msbuild", project, "-t:ComputeContainerConfig", Asked, .. properties],
            new Dictionary<string, string?> { ["MSBUILDDISABLENODEREUSE"] = "1" },
            RepositoryRoot.Path);
        await dotnet.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(dotnet.ExitCode == 0, dotnet.Output);
        return JsonDocument.Parse(dotnet.Output).RootElement.GetProperty("Properties").Deserialize<Dictionary<string, string>>()!;
    }
}
