using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace StandIns.Tests.Model;

public sealed class HttpHealthCheckTests
{
    [Fact]
    public async Task HealthCheck_OfAnEndpoint_FollowsWhatItAnswers()
    {
        var builder = DistributedApplication.CreateBuilder();
        var app = builder.AddContainer("app", "image").WithHttpEndpoint().WithHttpHealthCheck("/alive", (int)HttpStatusCode.NoContent);
        using var application = builder.Build();
        var checks = application.Services.GetRequiredService<HealthCheckService>();
        var before = await checks.CheckHealthAsync(TestContext.Current.CancellationToken);
        var status = StatusCodes.Status204NoContent;
        await using var server = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]).Build();
        server.MapGet("/alive", () => Results.StatusCode(status));
        await server.StartAsync(TestContext.Current.CancellationToken);
        var endpoint = app.GetEndpoint("http").EndpointAnnotation;
        endpoint.AllocatedEndpoint = new(endpoint, "127.0.0.1", new Uri(server.Urls.Single()).Port);

        var good = await checks.CheckHealthAsync(TestContext.Current.CancellationToken);
        status = StatusCodes.Status503ServiceUnavailable;
        var bad = await checks.CheckHealthAsync(TestContext.Current.CancellationToken);
        await server.StopAsync(TestContext.Current.CancellationToken);
        var gone = await checks.CheckHealthAsync(TestContext.Current.CancellationToken);

        Assert.Equal([HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy],
            [before.Status, good.Status, bad.Status, gone.Status]);
        Assert.EndsWith("/alive answered 503, not 204.", bad.Entries.Single().Value.Description, StringComparison.Ordinal);
    }
}
