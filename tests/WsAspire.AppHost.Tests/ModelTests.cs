using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

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
    [InlineData("ws-bff", 9100)]
    [InlineData("ws-order", 8080)]
    public async Task FrontDoor_WithoutChoice_HasItsPort(string name, int port)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(s_local, CancellationToken);

        Assert.Equal(port, Resource(builder, name).Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "http").Port);
    }

    [Fact]
    public async Task FrontDoor_WithChoice_HasTheChosenPort()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>([.. s_local, "--ports", "ws-bff=9200"], CancellationToken);

        Assert.Equal(9200, Resource(builder, "ws-bff").Annotations.OfType<EndpointAnnotation>().Single(endpoint => endpoint.Name == "http").Port);
    }

    [Fact]
    public async Task Publish_Model_HasTheContainerAndNoMigrationStep()
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.WsAspire_AppHost>(
            ["--operation", "publish", "--publisher", "manifest", "--output-path", Path.Combine(Path.GetTempPath(), "unused.json"), "--containers", "false"], CancellationToken);

        Assert.IsType<MySqlServerResource>(Resource(builder, "mysql"));
        Assert.DoesNotContain(builder.Resources, resource => resource.Name == "ws-order-migrate");
    }

    private static IResource Resource(IDistributedApplicationTestingBuilder builder, string name) =>
        builder.Resources.Single(resource => resource.Name == name);

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
