using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace StandIns.Tests.Model;

public sealed class WaitTests
{
    private readonly IDistributedApplicationBuilder _builder = DistributedApplication.CreateBuilder();

    [Fact]
    public void WaitFor_ADatabase_WaitsForItsServerToo()
    {
        var orders = _builder.AddMySql("mysql").AddDatabase("orders");

        Assert.Equal(["mysql", "orders"], WaitsOf(_builder.AddContainer("app", "image").WaitFor(orders)));
    }

    [Fact]
    public void WaitFor_AConnectionString_WaitsForWhatItIsMadeOf()
    {
        var password = _builder.AddParameter("password");
        var mysql = _builder.AddExecutable("mysql", "mariadbd", ".").WithEndpoint(name: "tcp", isProxied: false, targetPort: 3306);
        var tcp = mysql.GetEndpoint("tcp");
        var orders = _builder.AddConnectionString("orders", ReferenceExpression.Create(
            $"Server={tcp.Property(EndpointProperty.Host)};Port={tcp.Property(EndpointProperty.Port)};Password={password}"));

        Assert.Equal(["mysql", "orders"], WaitsOf(_builder.AddContainer("app", "image").WaitFor(orders)));
    }

    [Fact]
    public void WaitForCompletion_OfAJob_KeepsItsExitCode()
    {
        var job = _builder.AddContainer("job", "image");

        var wait = _builder.AddContainer("app", "image").WaitForCompletion(job, exitCode: 3).Resource.Annotations.OfType<WaitAnnotation>().Single();

        Assert.Equal((WaitType.WaitForCompletion, 3, null), (wait.WaitType, wait.ExitCode, wait.WaitBehavior));
    }

    [Fact]
    public void WaitFor_Itself_IsRefused()
    {
        var app = _builder.AddContainer("app", "image");

        Assert.Throws<DistributedApplicationException>(() => app.WaitFor(app));
    }

    [Fact]
    public void HealthCheck_OfTheSamePathTwice_IsRefused()
    {
        var app = _builder.AddContainer("app", "image").WithHttpEndpoint().WithHttpHealthCheck("/health");

        var exception = Assert.Throws<DistributedApplicationException>(() => app.WithHttpHealthCheck("/health"));

        Assert.Equal("Resource 'app' already has a health check with key 'app_http_/health_200_check'.", exception.Message);
    }

    [Fact]
    public void HealthCheck_WithoutAnHttpEndpoint_IsRefused()
    {
        Assert.Throws<DistributedApplicationException>(() => _builder.AddContainer("none", "image").WithHttpHealthCheck());
        Assert.Throws<DistributedApplicationException>(() => _builder.AddContainer("tcp", "image").WithEndpoint(name: "tcp").WithHttpHealthCheck(endpointName: "tcp"));
    }

    [Fact]
    public void HealthCheck_OfAResourceWithHttps_TakesThatFirst()
    {
        var app = _builder.AddContainer("app", "image").WithHttpEndpoint().WithHttpsEndpoint().WithHttpHealthCheck("/health");

        Assert.Equal("app_https_/health_200_check", app.Resource.Annotations.OfType<HealthCheckAnnotation>().Single().Key);
    }

    private static IEnumerable<string> WaitsOf(IResourceBuilder<IResource> builder) =>
        builder.Resource.Annotations.OfType<WaitAnnotation>().Select(w => w.Resource.Name);
}
