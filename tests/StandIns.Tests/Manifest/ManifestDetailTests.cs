using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using StandIns.Tests.Model;

namespace StandIns.Tests.Manifest;

public sealed class ManifestDetailTests : IDisposable
{
    private readonly AppHostFolder _folder = new("app/AppHost");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Executable_InTheManifest_HasFolderCommandAndArguments()
    {
        var manifest = await PublishAsync(builder => builder.AddExecutable("tool", "python3", "../tools", "-m", "http.server")
            .WithHttpEndpoint(port: 7000, targetPort: 8000)
            .WithEnvironment("A", "b"));

        Assert.Equal(
            """{"type":"executable.v0","workingDirectory":"app/tools","command":"python3","args":["-m","http.server"],"env":{"A":"b"},"bindings":{"http":{"scheme":"http","protocol":"tcp","transport":"http","port":7000,"targetPort":8000}}}""",
            manifest["tool"]!.ToJsonString());
    }

    [Fact]
    public async Task Project_WithAFurtherEndpoint_GetsATargetPortAndListensThere()
    {
        var manifest = await PublishAsync(builder =>
        {
            _folder.AddWebProject("app/Web/Web.csproj", 5000);
            builder.AddProject("web", "../Web/Web.csproj").WithHttpEndpoint(name: "grpc").WithHttpEndpoint(targetPort: 9000, name: "admin");
        });

        Assert.Equal("{web.bindings.http.targetPort};{web.bindings.grpc.targetPort};{web.bindings.admin.targetPort}", (string?)manifest["web"]!["env"]!["HTTP_PORTS"]);
        Assert.Null(manifest["web"]!["bindings"]!["http"]!["targetPort"]);
        Assert.Equal(8000, (int?)manifest["web"]!["bindings"]!["grpc"]!["targetPort"]);
        Assert.Equal(9000, (int?)manifest["web"]!["bindings"]!["admin"]!["targetPort"]);
    }

    [Fact]
    public async Task Project_WithoutALaunchProfile_HasNoBindings()
    {
        var manifest = await PublishAsync(builder =>
        {
            _folder.AddWebProject("app/Web/Web.csproj", 5000);
            builder.AddProject("job", "../Web/Web.csproj", launchProfileName: null).WithArgs("migrate");
        });

        Assert.Null(manifest["job"]!["bindings"]);
        Assert.Equal("""["migrate"]""", manifest["job"]!["args"]!.ToJsonString());
    }

    [Fact]
    public async Task ConnectionString_OfTheConfiguration_IsASecretParameter()
    {
        var manifest = await PublishAsync(builder =>
        {
            var legacy = builder.AddConnectionString("legacy");
            builder.AddContainer("app", "app").WithReference(legacy);
        });

        Assert.Equal(
            """{"type":"parameter.v0","connectionString":"{legacy.value}","value":"{legacy.inputs.value}","inputs":{"value":{"type":"string","secret":true}}}""",
            manifest["legacy"]!.ToJsonString());
        Assert.Equal("{legacy.connectionString}", (string?)manifest["app"]!["env"]!["ConnectionStrings__legacy"]);
    }

    [Fact]
    public async Task ConnectionString_MadeOfValues_IsAValue()
    {
        var manifest = await PublishAsync(builder =>
        {
            var server = builder.AddContainer("db", "mysql:9.5").WithEndpoint(targetPort: 3306, name: "tcp");
            builder.AddConnectionString("orders", text => text.Append($"Server={server.GetEndpoint("tcp").Property(EndpointProperty.Host)};Braces={{}}"));
        });

        Assert.Equal("""{"type":"value.v0","connectionString":"Server={db.bindings.tcp.host};Braces={}"}""", manifest["orders"]!.ToJsonString());
        Assert.Equal("mysql:9.5", (string?)manifest["db"]!["image"]);
    }

    [Fact]
    public async Task Container_WithEntrypointDigestAndPort_IsWrittenAsGiven()
    {
        var manifest = await PublishAsync(builder => builder.AddContainer("app", "registry.local:5000/app@sha256:abc")
            .WithEntrypoint("/bin/app")
            .WithHttpEndpoint(port: 80)
            .WithVolume("/data"));

        Assert.Equal(
            """{"type":"container.v0","image":"registry.local:5000/app@sha256:abc","entrypoint":"/bin/app","volumes":[{"target":"/data","readOnly":false}],"bindings":{"http":{"scheme":"http","protocol":"tcp","transport":"http","targetPort":80}}}""",
            manifest["app"]!.ToJsonString());
    }

    [Fact]
    public async Task Resource_LeftOutOrWrittenByItsOwnCallback_IsAsTold()
    {
        var manifest = await PublishAsync(builder =>
        {
            builder.AddContainer("left-out", "image").ExcludeFromManifest();
            builder.AddContainer("own", "image").WithManifestPublishingCallback((ManifestPublishingContext context) => context.Writer.WriteString("type", "own.v0"));
        });

        Assert.Null(manifest["left-out"]);
        Assert.Equal("""{"type":"own.v0"}""", manifest["own"]!.ToJsonString());
    }

    [Fact]
    public async Task Parameter_Generated_SaysHow()
    {
        var manifest = await PublishAsync(builder =>
            builder.AddParameter("pw", new GenerateParameterDefault { MinLength = 12, Special = false, MinNumeric = 2 }, secret: true, persist: true));

        Assert.Equal("""{"generate":{"minLength":12,"special":false,"minNumeric":2}}""", manifest["pw"]!["inputs"]!["value"]!["default"]!.ToJsonString());
    }

    [Fact]
    public async Task Publish_ToAFolder_WritesItsUsualName()
    {
        await Publish("--operation", "publish", "--publisher", "manifest", "--output-path", Path.Combine(_folder.Root, "out"));

        Assert.True(File.Exists(Path.Combine(_folder.Root, "out", "aspire-manifest.json")));
    }

    [Fact]
    public async Task Publish_ByTheStep_WritesTheManifest()
    {
        await Publish("--operation", "publish", "--step", "publish-manifest", "--output-path", Path.Combine(_folder.Root, "by-step.json"));

        Assert.True(File.Exists(Path.Combine(_folder.Root, "by-step.json")));
    }

    [Fact]
    public async Task Publish_ByAStepThatHasNothingToDo_WritesNothing()
    {
        await Publish("--operation", "publish", "--step", "publish", "--output-path", Path.Combine(_folder.Root, "nothing.json"));

        Assert.False(File.Exists(Path.Combine(_folder.Root, "nothing.json")));
    }

    [Fact]
    public async Task Publish_WithoutAPath_SaysSo()
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => Publish("--publisher", "manifest"));

        Assert.Equal("The '--output-path [path]' option was not specified even though manifest publishing was requested.", exception.Message);
    }

    [Fact]
    public async Task Publish_ByAnotherPublisher_SaysThatItNeedsThePackages()
    {
        var exception = await Assert.ThrowsAsync<DistributedApplicationException>(() => Publish("--publisher", "kubernetes", "--output-path", "x"));

        Assert.Contains("'kubernetes' needs Aspire's own packages", exception.Message, StringComparison.Ordinal);
    }

    private Task Publish(params string[] args) => _folder.CreateBuilder(args).Build().RunAsync(TestContext.Current.CancellationToken);

    private async Task<JsonObject> PublishAsync(Action<IDistributedApplicationBuilder> model)
    {
        var path = Path.Combine(_folder.Root, "manifest.json");
        var builder = _folder.CreateBuilder("--publisher", "manifest", "--output-path", path);
        model(builder);
        await builder.Build().RunAsync(TestContext.Current.CancellationToken);
        return JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!["resources"]!.AsObject();
    }
}
