using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace StandIns.Tests.Model;

public sealed class ProjectTests : IDisposable
{
    private readonly AppHostFolder _folder = new("app/AppHost");

    public ProjectTests() => _folder.AddWebProject("app/Web/Web.csproj", 5000);

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(null, 5000)]
    [InlineData("other", 5001)]
    [InlineData("unknown", 5000)]
    public void Project_ByTheAppHostsOwnProfile_ListensWhereThatOneSays(string? profile, int port)
    {
        var builder = _folder.CreateBuilder($"--DOTNET_LAUNCH_PROFILE={profile}");

        Assert.Equal(port, builder.AddProject("web", "../Web/Web.csproj").GetEndpoint("http").EndpointAnnotation.Port);
    }

    [Fact]
    public void Project_ByAGivenProfile_ListensWhereThatOneSays() =>
        Assert.Equal(5001, _folder.CreateBuilder().AddProject("web", "../Web/Web.csproj", "other").GetEndpoint("http").EndpointAnnotation.Port);

    [Fact]
    public void Project_ByAProfileThatIsNotThere_SaysWhich()
    {
        var exception = Assert.Throws<DistributedApplicationException>(() => _folder.CreateBuilder().AddProject("web", "../Web/Web.csproj", "none"));

        Assert.Contains("does not contain 'none' profile", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Project_WithoutLaunchSettings_HasNoEndpoints() =>
        Assert.Empty(_folder.CreateBuilder().AddProject("bare", "../Bare/Bare.csproj").Resource.GetEndpoints());

    [Fact]
    public void Project_ThatListensEverywhere_KeepsTheHostOfItsProfile()
    {
        _folder.AddProject("app/Any/Any.csproj", """{"profiles":{"a":{"commandName":"Project","applicationUrl":"http://*:81;https://localhost:82"}}}""");
        var web = _folder.CreateBuilder().AddProject("any", "../Any/Any.csproj");

        Assert.Equal("0.0.0.0", web.GetEndpoint("http").EndpointAnnotation.TargetHost);
        Assert.Equal(82, web.GetEndpoint("https").EndpointAnnotation.Port);
    }

    [Fact]
    public void Project_WithKestrelEndpoints_SaysThatTheyNeedThePackages()
    {
        File.WriteAllText(Path.Combine(_folder.Root, "app/Web/appsettings.json"), """{"Kestrel":{"Endpoints":{"grpc":{"Url":"http://*:8080"}}}}""");

        var exception = Assert.Throws<DistributedApplicationException>(() => _folder.CreateBuilder().AddProject("web", "../Web/Web.csproj"));

        Assert.Contains("Kestrel:Endpoints", exception.Message, StringComparison.Ordinal);
        _folder.CreateBuilder().AddProject("web", "../Web/Web.csproj", options => options.ExcludeKestrelEndpoints = true);
    }

    [Fact]
    public void Replicas_SetTwice_AreAsSetLast() =>
        Assert.Equal(3, _folder.CreateBuilder().AddProject("web", "../Web/Web.csproj").WithReplicas(2).WithReplicas(3).Resource.GetReplicaCount());
}
