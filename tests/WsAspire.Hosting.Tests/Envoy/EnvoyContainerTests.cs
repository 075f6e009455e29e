using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using WsAspire.Hosting.Envoy;
using WsAspire.Testing;

namespace WsAspire.Hosting.Tests.Envoy;

/// <summary>The container as the model has it, and the files that it would get, read by the real Envoy. The container itself needs a runtime.</summary>
public sealed class EnvoyContainerTests : IDisposable
{
    private readonly string _folder = TestFolder.Create("envoy-container");
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { Args = [], DisableDashboard = true });

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Container_HasImageArgumentsTokenAndTheHostsName()
    {
        var envoy = Add().Resource;

        var image = Assert.Single(envoy.Annotations.OfType<ContainerImageAnnotation>());
        Assert.Equal(("docker.io", "envoyproxy/envoy", "v1.40.0"), (image.Registry, image.Image, image.Tag));
        List<object> arguments = [];
        foreach (var annotation in envoy.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            await annotation.Callback(new ContainerRuntimeArgsCallbackContext(arguments, CancellationToken));
        }

        Assert.Equal(OperatingSystem.IsLinux() ? ["--add-host=host.docker.internal:host-gateway"] : [], arguments);
        Assert.Equal("a-token", await TokenAsync(envoy));
    }

    [Fact]
    public void Doors_AreTheChosenPortsAndHaveTheirHealthCheck()
    {
        var envoy = Add().Resource;

        var doors = envoy.Annotations.OfType<EndpointAnnotation>().ToDictionary(door => door.Name);
        Assert.Equal((8080, 8080, "http"), (doors["order"].Port, doors["order"].TargetPort, doors["order"].UriScheme));
        Assert.Null(doors["bff"].Port);
        Assert.NotNull(doors["bff"].TargetPort);
        Assert.All(doors.Values, door => Assert.Equal("localhost", door.TargetHost));
        Assert.Equal(2, envoy.Annotations.OfType<HealthCheckAnnotation>().Count());
    }

    [Fact]
    public async Task Files_AreValidForTheRealEnvoy_AndReachTheHostByItsName()
    {
        var envoy = Add().Resource;
        Allocate();

        var files = await FilesAsync(envoy);

        var bootstrap = Assert.Single(files).Contents!;
        Assert.Contains("""{address: "host.docker.internal", port_value: 5001}""", bootstrap, StringComparison.Ordinal);
        Assert.Contains("""{address: "host.docker.internal", port_value: 5002}""", bootstrap, StringComparison.Ordinal);
        Assert.Contains("metadata: {ws.host: \"host.docker.internal\"}", bootstrap, StringComparison.Ordinal);
        Assert.Contains("{address: 0.0.0.0, port_value: 8080}", bootstrap, StringComparison.Ordinal);
        Assert.Contains("admin: {address: {socket_address: {address: 127.0.0.1", bootstrap, StringComparison.Ordinal);
        Assert.DoesNotContain("a-token", bootstrap, StringComparison.Ordinal);
        await ValidateAsync(files);
    }

    [Fact]
    public async Task Files_WithACertificate_HaveACopyOfIt()
    {
        var certificate = TestCertificate.Write(_folder, "container");
        var envoy = Add(certificate).Resource;
        Allocate();

        var files = await FilesAsync(envoy);

        Assert.Equal(["bootstrap.yaml", "secret.yaml", "tls.crt", "tls.key"], files.Select(file => file.Name).Order());
        Assert.Equal(await File.ReadAllTextAsync(certificate.Key, CancellationToken), files.Single(file => file.Name == "tls.key").Contents);
        Assert.Contains(envoy.Annotations.OfType<EndpointAnnotation>(), door => door is { Name: "order-https", UriScheme: "https", Port: 8443 });
        await ValidateAsync(files);
    }

    [Fact]
    public void Service_ThatContainersReach_ListensAtMoreThanLoopback_OnLinux()
    {
        var order = Service("order", 5001).ReachableFromContainers();

        Assert.Equal(OperatingSystem.IsLinux() ? "0.0.0.0" : "localhost", order.GetEndpoint("http").EndpointAnnotation.TargetHost);
    }

    [Fact]
    public void Certificate_AfterADoor_IsRefused()
    {
        var certificate = TestCertificate.Write(_folder, "late");

        var refusal = Assert.Throws<DistributedApplicationException>(() => Add().WithCertificate(certificate.Certificate, certificate.Key));

        Assert.Contains("The door of 'order' is open already", refusal.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IResourceBuilder<EnvoyResource> Add((string Certificate, string Key)? certificate = null)
    {
        var token = _builder.AddParameter("token", "a-token", secret: true);
        var envoy = _builder.AddEnvoy("envoy").WithControlPlane(Service("branches", 5002).GetEndpoint("http"), token);
        if (certificate is { } files)
        {
            envoy.WithCertificate(files.Certificate, files.Key, service => service == "order" ? 8443 : null);
        }

        return envoy.WithFrontDoor(Service("order", 5001), 8080, "/hello.HelloHTTP/SayHello").WithFrontDoor(Service("bff", 5003), port: null);
    }

    private IResourceBuilder<ExecutableResource> Service(string name, int port) => _builder.AddExecutable(name, "true", _folder).WithHttpEndpoint(port: port, name: "http");

    private void Allocate()
    {
        foreach (var endpoint in _builder.Resources.OfType<ExecutableResource>().SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", endpoint.Port!.Value);
        }
    }

    private async Task<string?> TokenAsync(EnvoyResource envoy)
    {
        var context = new EnvironmentCallbackContext(_builder.ExecutionContext, envoy, cancellationToken: CancellationToken);
        foreach (var annotation in envoy.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(context);
        }

        return await Assert.IsType<IValueProvider>(context.EnvironmentVariables["BRANCHES_TOKEN"], exactMatch: false).GetValueAsync(CancellationToken);
    }

    private static async Task<List<ContainerFile>> FilesAsync(EnvoyResource envoy)
    {
        var annotation = Assert.Single(envoy.Annotations.OfType<ContainerFileSystemCallbackAnnotation>());
        Assert.Equal("/etc/envoy", annotation.DestinationPath);
        using var services = new ServiceCollection().BuildServiceProvider();
        var files = await annotation.Callback(new ContainerFileSystemCallbackContext { ServiceProvider = services, Model = envoy }, CancellationToken);
        return [.. files.Cast<ContainerFile>()];
    }

    // The paths are those of the container: here they are those of the test's folder.
    private async Task ValidateAsync(List<ContainerFile> files)
    {
        var program = EnvoyProgram.TryFind();
        Assert.SkipWhen(program is null, "envoy is not on PATH");
        foreach (var file in files)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, file.Name), file.Contents!.Replace("/etc/envoy", _folder, StringComparison.Ordinal), CancellationToken);
        }

        await using var envoy = LeashedProcess.Start(
            program!, ["--mode", "validate", "-c", Path.Combine(_folder, "bootstrap.yaml")], new Dictionary<string, string?> { [EnvoyToken.Variable] = "a-token" });
        await envoy.WaitForExitAsync(CancellationToken);
        Assert.True(envoy.ExitCode == 0, envoy.Output);
    }
}
