using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using WsAspire.Hosting.Envoy;
using WsAspire.Testing;

namespace WsAspire.AppHost.Tests;

/// <summary>The model, built and looked at without starting anything.</summary>
public sealed class ModelTests
{
    private static readonly string[] s_local = ["--containers", "false", "--ephemeral", "true"];

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_WithoutContainers_DatabaseIsALocalProcess()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(s_local, CancellationToken);

        var mysql = Assert.IsType<LocalMySqlServerResource>(Resource(builder, "mysql"));
        Assert.Contains("orders", mysql.Databases.Select(database => database.DatabaseName));
        Assert.Contains("--bind-address=127.0.0.1", await ArgumentsAsync(mysql));
    }

    [Fact]
    public async Task Run_WithContainers_DatabaseIsAContainerWithANamedVolume()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(["--containers", "true"], CancellationToken);

        var mysql = Assert.IsType<MySqlServerResource>(Resource(builder, "mysql"));
        Assert.Equal("mysql-data", Assert.Single(mysql.Annotations.OfType<ContainerMountAnnotation>()).Source);
    }

    [Fact]
    public async Task Run_WithContainersAndEphemeral_HasNoVolume()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(
            ["--containers", "true", "--ephemeral", "true"], CancellationToken);

        Assert.Empty(Resource(builder, "mysql").Annotations.OfType<ContainerMountAnnotation>());
    }

    [Fact]
    public async Task WsOrder_Model_WaitsForDatabaseAndMigration()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(s_local, CancellationToken);

        var order = Resource(builder, "ws-order");
        var waits = order.Annotations.OfType<WaitAnnotation>().ToDictionary(wait => wait.Resource.Name, wait => wait.WaitType);
        Assert.Equal(WaitType.WaitUntilHealthy, waits["orders"]);
        Assert.Equal(WaitType.WaitForCompletion, waits["ws-order-migrate"]);
        Assert.Equal(2, order.GetReplicaCount());
        Assert.Single(order.Annotations.OfType<HealthCheckAnnotation>());
    }

    [Theory]
    [InlineData("none", "ws-order")]
    [InlineData("gateway", "ws-gateway")]
    public async Task WsBranches_Model_KnowsTheDoors(string proxy, string owner)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>([.. s_local, "--proxy", proxy], CancellationToken);

        await using var app = await builder.BuildAsync(CancellationToken);
        var variables = await VariablesAsync(app, Resource(builder, "ws-branches"));
        Assert.StartsWith($"http://{{{owner}.bindings.", Assert.IsType<ReferenceExpression>(variables["Branches__Doors__ws-order"]).ValueExpression, StringComparison.Ordinal);
        Assert.Contains("Branches__Doors__ws-bff", variables.Keys);
    }

    [Theory]
    [InlineData("ws-bff", 9100)]
    [InlineData("ws-order", 8080)]
    public async Task FrontDoor_WithoutAProxy_IsTheServicesOwn(string name, int port)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>([.. s_local, "--proxy", "none"], CancellationToken);

        Assert.Equal(port, Endpoint(builder, name, "http").Port);
        Assert.DoesNotContain(builder.Resources, resource => resource.Name is "envoy" or "ws-gateway");
    }

    [Theory]
    [InlineData("ws-bff", 9100)]
    [InlineData("ws-order", 8080)]
    public async Task FrontDoor_WithEnvoy_IsEnvoys_AndTheServiceHasAnother(string name, int port)
    {
        Assert.SkipWhen(EnvoyProgram.TryFind() is null, "envoy is not on PATH");
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(s_local, CancellationToken);

        Assert.Equal(port, Endpoint(builder, "envoy", name).TargetPort);
        Assert.Null(Endpoint(builder, name, "http").Port);
    }

    [Theory]
    [InlineData("ws-bff", 9100)]
    [InlineData("ws-order", 8080)]
    public async Task FrontDoor_WithTheGateway_IsTheGateways_AndTheServiceHasAnother(string name, int port)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>([.. s_local, "--proxy", "gateway"], CancellationToken);

        Assert.Equal(port, Endpoint(builder, "ws-gateway", name).Port);
        Assert.Null(Endpoint(builder, name, "http").Port);
        Assert.DoesNotContain(builder.Resources, resource => resource.Name == "envoy");
    }

    [Theory]
    [InlineData("--containers", "true")]
    [InlineData("--proxy", "container")]
    public async Task FrontDoor_WithContainers_IsThatOfAContainer_WhichReachesTheServices(string option, string value)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(
            [.. option == "--containers" ? [] : s_local, option, value, "--branches", "f1=ws-order"], CancellationToken);

        var envoy = Assert.IsType<EnvoyResource>(Resource(builder, "envoy"));
        Assert.Equal((8080, 9100), (Endpoint(builder, "envoy", "ws-order").Port, Endpoint(builder, "envoy", "ws-bff").Port));
        Assert.Equal(["ws-bff", "ws-order"], envoy.Annotations.OfType<EndpointAnnotation>().Select(door => door.Name).Order());
        foreach (var service in (string[])["ws-order", "ws-order-f1", "ws-bff", "ws-branches"])
        {
            Assert.Equal(OperatingSystem.IsLinux() ? "0.0.0.0" : "localhost", Endpoint(builder, service, "http").TargetHost);
        }
    }

    [Fact]
    public async Task Services_WithoutContainers_ListenAtLoopbackAlone()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>([.. s_local, "--proxy", "gateway"], CancellationToken);

        Assert.All((string[])["ws-order", "ws-bff", "ws-branches"], service => Assert.Equal("localhost", Endpoint(builder, service, "http").TargetHost));
    }

    [Theory]
    [InlineData("container", "envoy")]
    [InlineData("envoy", "envoy")]
    [InlineData("gateway", "ws-gateway")]
    public async Task Certificate_OfEachProxy_IsADoorMoreForEachService(string proxy, string resource)
    {
        Assert.SkipWhen(proxy == "envoy" && EnvoyProgram.TryFind() is null, "envoy is not on PATH");
        var file = typeof(ModelTests).Assembly.Location;
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(
            [.. s_local, "--proxy", proxy, "--certificate", file, "--certificate-key", file, "--ports", "ws-bff-https=9143"], CancellationToken);

        var door = Endpoint(builder, resource, "ws-bff-https");
        Assert.Equal(("https", 9143), (door.UriScheme, door.Port ?? door.TargetPort));
        Assert.Equal("https", Endpoint(builder, resource, "ws-order-https").UriScheme);
        Assert.Equal("http", Endpoint(builder, resource, "ws-bff").UriScheme);
    }

    [Theory]
    [InlineData("gateway", "no-such.pem", "no-such.pem", "certificate: expected a PEM file, got 'no-such.pem'")]
    [InlineData("gateway", "no-such.pem", "", "expected both certificate and certificate-key")]
    [InlineData("gateway", "", "no-such.pem", "expected both certificate and certificate-key")]
    [InlineData("none", "no-such.pem", "no-such.pem", "expected a proxy, whose doors speak TLS")]
    public async Task Certificate_ThatCannotBeUsed_IsRefused(string proxy, string certificate, string key, string expected)
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(
            [.. s_local, "--proxy", proxy, "--certificate", certificate, "--certificate-key", key], CancellationToken));

        Assert.Contains(expected, refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ports_OfTls_WithoutACertificate_AreRefused()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(
            [.. s_local, "--ports", "ws-bff-https=9143"], CancellationToken));

        Assert.Contains("ports: expected 'random' or name=port", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FrontDoor_WithChoice_HasTheChosenPort()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(
            [.. s_local, "--ports", "ws-bff=9200", "--proxy", "none"], CancellationToken);

        Assert.Equal(9200, Endpoint(builder, "ws-bff", "http").Port);
    }

    [Fact]
    public async Task Proxy_ThatIsUnknown_IsRefused()
    {
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() =>
            DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>([.. s_local, "--proxy", "nginx"], CancellationToken));

        Assert.Contains("proxy: expected container, envoy, gateway or none, got 'nginx'", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Branch_OfAService_IsAnInstanceOfItsOwn_ThatMigratesNothing()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>([.. s_local, "--branches", "f1=ws-order"], CancellationToken);

        var instance = Resource(builder, "ws-order-f1");
        Assert.Equal(1, instance.GetReplicaCount());
        Assert.DoesNotContain(builder.Resources, resource => resource.Name is "ws-order-f1-migrate" or "ws-bff-f1");
        Assert.DoesNotContain(instance.Annotations.OfType<WaitAnnotation>(), wait => wait.WaitType == WaitType.WaitForCompletion);
    }

    [Fact]
    public async Task Branch_InAppsettings_IsRunAsFromTheCommandLine()
    {
        var folder = TestFolder.Create("appsettings");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "appsettings.json"), """{ "Branches": "f1=ws-order,f2=ws-bff" }""", CancellationToken);
            await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(
                s_local, (_, settings) => settings.ContentRootPath = folder, CancellationToken);

            Assert.NotNull(Resource(builder, "ws-order-f1"));
            Assert.NotNull(Resource(builder, "ws-bff-f2"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Publish_Model_HasTheContainerAndNoMigrationStep()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(
            ["--operation", "publish", "--publisher", "manifest", "--output-path", Path.Combine(Path.GetTempPath(), "unused.json"), "--containers", "false"], CancellationToken);

        Assert.IsType<MySqlServerResource>(Resource(builder, "mysql"));
        Assert.IsType<EnvoyResource>(Resource(builder, "envoy"));
        Assert.DoesNotContain(builder.Resources, resource => resource.Name == "ws-order-migrate");
    }

    private static EndpointAnnotation Endpoint(IDistributedApplicationTestingBuilder builder, string resource, string endpoint) =>
        Resource(builder, resource).Annotations.OfType<EndpointAnnotation>().Single(annotation => annotation.Name == endpoint);

    private static IResource Resource(IDistributedApplicationTestingBuilder builder, string name) =>
        builder.Resources.Single(resource => resource.Name == name);

    private static async Task<Dictionary<string, object>> VariablesAsync(DistributedApplication app, IResource resource)
    {
        var context = new EnvironmentCallbackContext(app.Services.GetRequiredService<DistributedApplicationExecutionContext>(), resource, []);
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.EnvironmentVariables;
    }

    private static async Task<IEnumerable<string>> ArgumentsAsync(LocalMySqlServerResource resource)
    {
        var context = new CommandLineArgsCallbackContext([], resource);
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return context.Args.OfType<string>();
    }
}
