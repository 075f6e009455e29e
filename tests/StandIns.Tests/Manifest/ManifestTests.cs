using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using StandIns.Tests.Model;

namespace StandIns.Tests.Manifest;

/// <summary>The golden files were written by Aspire 13.1.3 for these models.</summary>
public sealed class ManifestTests
{
    [Fact]
    public async Task Manifest_OfEveryFeature_EqualsAspires()
    {
        using AppHostFolder folder = new("sample/Sample.AppHost");
        folder.AddWebProject("sample/ws-order/ws-order.csproj", 5101);
        folder.AddWebProject("sample/ws-bff/ws-bff.csproj", 5102);
        var path = Path.Combine(folder.Root, "out", "manifest.json");
        var builder = folder.CreateBuilder("--publisher", "manifest", "--output-path", path, "--applicationName", "Sample.AppHost");
        var mysql = builder.AddMySql("mysql").WithDataVolume();
        var orders = mysql.AddDatabase("orders");
        var apiKey = builder.AddParameter("api-key", secret: true);
        var region = builder.AddParameter("region", "eu-west", publishValueAsDefault: true);
        var wsOrder = builder.AddProject("ws-order", "../ws-order/ws-order.csproj")
            .WithReference(orders)
            .WaitFor(orders)
            .WithReplicas(2)
            .WithHttpHealthCheck("/health")
            .WithEnvironment("Order__Mode", "demo")
            .WithEnvironment("Order__ApiKey", apiKey)
            .WithEnvironment("Order__Region", region);
        var wsBff = builder.AddProject("ws-bff", "../ws-bff/ws-bff.csproj")
            .WithReference(wsOrder)
            .WaitFor(wsOrder)
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/health");
        builder.AddContainer("gateway", "envoyproxy/envoy", "v1.34-latest")
            .WithHttpEndpoint(targetPort: 10000, name: "http")
            .WithBindMount("./envoy.yaml", "/etc/envoy/envoy.yaml", isReadOnly: true)
            .WithArgs("-c", "/etc/envoy/envoy.yaml")
            .WithEnvironment(ctx =>
            {
                var ep = wsBff.GetEndpoint("http");
                ctx.EnvironmentVariables["BFF_HOST"] = ep.Property(EndpointProperty.Host);
                ctx.EnvironmentVariables["BFF_PORT"] = ep.Property(EndpointProperty.Port);
                ctx.EnvironmentVariables["BFF_TARGET_PORT"] = ep.Property(EndpointProperty.TargetPort);
                ctx.EnvironmentVariables["BFF_HOSTPORT"] = ep.Property(EndpointProperty.HostAndPort);
                ctx.EnvironmentVariables["BFF_URL"] = ep;
                ctx.EnvironmentVariables["BFF_EXPR"] =
                    ReferenceExpression.Create($"upstream={ep.Property(EndpointProperty.Host)}:{ep.Property(EndpointProperty.Port)}");
            })
            .WithHttpHealthCheck("/health")
            .WithExternalHttpEndpoints()
            .WaitFor(wsBff);
        builder.AddContainer("gateway-files", "envoyproxy/envoy", "v1.34-latest")
            .WithHttpEndpoint(targetPort: 10000, name: "http")
            .WithContainerFiles("/etc/envoy", [new ContainerFile { Name = "envoy.yaml", Contents = "static_resources: {}\n" }])
            .WithReference(wsBff.GetEndpoint("http"));
        builder.AddEnvoy("edge", "./envoy.yaml")
            .WithReference(wsBff)
            .WithVolume("edge-data", "/var/lib/edge")
            .WithLifetime(ContainerLifetime.Persistent);

        await builder.Build().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Golden("every-feature.json"), await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Manifest_OfTheModelThatAspirateTakes_EqualsAspires()
    {
        using AppHostFolder folder = new("sample/WsAspire.AppHost");
        folder.AddWebProject("ws-order/ws-order.csproj", 5101);
        folder.AddWebProject("ws-bff/ws-bff.csproj", 5102);
        var path = Path.Combine(folder.Root, "sample", "manifest.json");
        var builder = folder.CreateBuilder("--publisher", "manifest", "--output-path", path);
        var mysqlPassword = builder.AddParameter("mysql-password", secret: true);
        var mysql = builder.AddMySql("mysql", mysqlPassword)
            .WithEnvironment("MYSQL_DATABASE", "orders")
            .WithDataVolume("mysql-data");
        var orders = mysql.AddDatabase("orders");
        const ReferenceEnvironmentInjectionFlags Flags =
            ReferenceEnvironmentInjectionFlags.ConnectionString | ReferenceEnvironmentInjectionFlags.ServiceDiscovery;
        var wsOrder = builder.AddProject("ws-order", "../../ws-order/ws-order.csproj")
            .WithReferenceEnvironment(Flags)
            .WithReference(orders)
            .WaitFor(orders)
            .WithReplicas(2)
            .WithHttpHealthCheck("/health", endpointName: "http");
        var wsBff = builder.AddProject("ws-bff", "../../ws-bff/ws-bff.csproj")
            .WithReferenceEnvironment(Flags)
            .WithReference(wsOrder.GetEndpoint("http"))
            .WaitFor(wsOrder)
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/health", endpointName: "http");
        builder.AddDockerfile("gateway", "./gateway")
            .WithHttpEndpoint(targetPort: 10000, name: "http")
            .WithEnvironment("BFF_HOST", wsBff.GetEndpoint("http").Property(EndpointProperty.Host))
            .WithEnvironment("BFF_PORT", wsBff.GetEndpoint("http").Property(EndpointProperty.Port))
            .WithExternalHttpEndpoints()
            .WithHttpHealthCheck("/ready")
            .WaitFor(wsBff);

        await builder.Build().RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(Golden("clean.json"), await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    // The files end with a line feed, which the manifest does not.
    private static string Golden(string name)
    {
        using StreamReader reader = new(Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!);
        return reader.ReadToEnd().TrimEnd('\n');
    }
}
