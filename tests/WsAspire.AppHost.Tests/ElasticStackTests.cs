using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace WsAspire.AppHost.Tests;

/// <summary>What <c>--apm</c> adds to the model.</summary>
public sealed class ElasticStackTests
{
    private const string ServerVariable = "ELASTIC_APM_SERVER_URL";
    private const string TokenVariable = "ELASTIC_APM_SECRET_TOKEN";

    private static readonly string[] s_containers = ["apm-server", "elasticsearch", "kibana"];
    private static readonly string[] s_publish = ["--operation", "publish", "--publisher", "manifest", "--output-path", Path.Combine(Path.GetTempPath(), "unused.json")];

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--containers", "true")]
    [InlineData("--apm", "false")]
    [InlineData("--apm", "")]
    public async Task Apm_NotAskedFor_IsNotThere(string option, string value)
    {
        await using var builder = await BuilderAsync("--containers", "true", option, value);
        await using var app = await builder.BuildAsync(CancellationToken);

        Assert.Empty(builder.Resources.Select(resource => resource.Name).Intersect([.. s_containers, "apm-token"]));
        Assert.DoesNotContain(ServerVariable, await VariablesAsync(app, Resource(builder, "ws-order")));
    }

    [Fact]
    public async Task Apm_AskedFor_IsThreeContainersOfOneVersion_HealthyAndWithoutData()
    {
        await using var builder = await BuilderAsync("--containers", "true", "--apm", "true");

        var containers = s_containers.Select(name => Assert.IsType<ContainerResource>(Resource(builder, name))).ToArray();
        Assert.Equal(
            ["docker.elastic.co/apm/apm-server", "docker.elastic.co/elasticsearch/elasticsearch", "docker.elastic.co/kibana/kibana"],
            containers.Select(container => Image(container) is var image ? $"{image.Registry}/{image.Image}" : ""));
        Assert.Matches("^[0-9]+[.][0-9]+[.][0-9]+$", Assert.Single(containers.Select(container => Image(container).Tag).Distinct()));
        Assert.All(containers, container =>
        {
            Assert.Single(container.Annotations.OfType<HealthCheckAnnotation>());
            Assert.Empty(container.Annotations.OfType<ContainerMountAnnotation>());
            Assert.Null(Assert.Single(container.Annotations.OfType<EndpointAnnotation>()).Port);
        });
        Assert.True(Assert.IsType<ParameterResource>(Resource(builder, "apm-token")).Secret);
    }

    [Fact]
    public async Task Services_AndThoseOfBranches_SendThere_AndNobodyWaits()
    {
        await using var builder = await BuilderAsync("--containers", "true", "--apm", "true", "--branches", "f1=ws-order");
        await using var app = await builder.BuildAsync(CancellationToken);

        foreach (var name in new[] { "ws-order", "ws-bff", "ws-order-f1" })
        {
            var variables = await VariablesAsync(app, Resource(builder, name));
            Assert.Equal("http://{apm-server.bindings.http.host}:{apm-server.bindings.http.port}", Assert.IsType<ReferenceExpression>(variables[ServerVariable]).ValueExpression);
            Assert.Same(Resource(builder, "apm-token"), variables[TokenVariable]);
            Assert.DoesNotContain(Resource(builder, name).Annotations.OfType<WaitAnnotation>(), wait => s_containers.Contains(wait.Resource.Name));
        }

        foreach (var name in new[] { "ws-order-migrate", "ws-branches" })
        {
            Assert.DoesNotContain(ServerVariable, await VariablesAsync(app, Resource(builder, name)));
        }
    }

    [Theory]
    [InlineData("${APM_TOKEN}")]
    [InlineData("$(APM_TOKEN)", "--operation", "publish", "--publisher", "manifest", "--output-path", "unused.json")]
    public async Task Token_IsInNoArgument(string expected, params string[] mode)
    {
        await using var builder = await BuilderAsync(["--containers", "true", "--apm", "true", .. mode]);
        await using var app = await builder.BuildAsync(CancellationToken);
        var server = (ContainerResource)Resource(builder, "apm-server");

        var context = new CommandLineArgsCallbackContext([], server);
        foreach (var annotation in server.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        Assert.Contains($"apm-server.auth.secret_token={expected}", context.Args);
        Assert.Same(Resource(builder, "apm-token"), (await VariablesAsync(app, server))["APM_TOKEN"]);
    }

    [Fact]
    public async Task Apm_WithoutContainers_IsRefused_WithWhatToDo()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => BuilderAsync("--containers", "false", "--apm", "true"));

        Assert.Contains("apm: expected docker or podman", refusal.ToString(), StringComparison.Ordinal);
        Assert.Contains("leave --apm out and set ELASTIC_APM_SERVER_URL", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Apm_ThatIsNeitherTrueNorFalse_IsRefused()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => BuilderAsync("--containers", "true", "--apm", "yes"));

        Assert.Contains("apm: expected true or false, got 'yes'", refusal.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Publish_HasThem_WhereTheyAreAskedFor(bool isAsked)
    {
        await using var builder = await BuilderAsync([.. s_publish, "--containers", "false", "--apm", isAsked.ToString()]);

        Assert.Equal(isAsked ? s_containers : [], builder.Resources.Select(resource => resource.Name).Intersect(s_containers).Order());
    }

    private static Task<IDistributedApplicationTestingBuilder> BuilderAsync(params string[] options) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(["--ephemeral", "true", .. options], CancellationToken);

    private static ContainerImageAnnotation Image(ContainerResource container) => container.Annotations.OfType<ContainerImageAnnotation>().Single();

    private static IResource Resource(IDistributedApplicationTestingBuilder builder, string name) => builder.Resources.Single(resource => resource.Name == name);

    private static async Task<Dictionary<string, object>> VariablesAsync(DistributedApplication app, IResource resource)
    {
        var context = new EnvironmentCallbackContext(app.Services.GetRequiredService<DistributedApplicationExecutionContext>(), resource, []);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }
}
