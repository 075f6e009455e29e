using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace WsAspire.ServiceDefaults.Tests.Health;

public sealed class HealthTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Health_InEachEnvironment_AnswersOnBothFaces(string environment)
    {
        await using var service = await SampleService.StartAsync(environment: environment);
        using var http = service.CreateHttpClient();
        var grpc = new global::Grpc.Health.V1.Health.HealthClient(service.Channel);

        foreach (var path in (string[])["/alive", "/ready", "/health"])
        {
            Assert.Contains("ealthy", await http.GetStringAsync(path, Token), StringComparison.Ordinal);
        }

        foreach (var name in (string[])["", "liveness", "readiness"])
        {
            Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await grpc.CheckAsync(new HealthCheckRequest { Service = name }, cancellationToken: Token)).Status);
        }
    }

    [Fact]
    public async Task CheckOfReadiness_ThatFails_MakesNotReadyButAlive()
    {
        await using var service = await SampleService.StartAsync(
            builder => builder.Services.AddHealthChecks().AddCheck("warming", () => HealthCheckResult.Unhealthy("secret"), ["ready"]));
        using var http = service.CreateHttpClient();
        var grpc = new global::Grpc.Health.V1.Health.HealthClient(service.Channel);

        Assert.Equal(503, (int)(await http.GetAsync("/ready", Token)).StatusCode);
        Assert.Equal(200, (int)(await http.GetAsync("/alive", Token)).StatusCode);
        Assert.DoesNotContain("secret", await (await http.GetAsync("/health", Token)).Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await grpc.CheckAsync(new HealthCheckRequest { Service = "readiness" }, cancellationToken: Token)).Status);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await grpc.CheckAsync(new HealthCheckRequest { Service = "liveness" }, cancellationToken: Token)).Status);
    }

    [Fact]
    public async Task Reflection_InDevelopment_ListsTheServices()
    {
        await using var service = await SampleService.StartAsync(environment: "Development");
        using var call = new ServerReflection.ServerReflectionClient(service.Channel).ServerReflectionInfo(cancellationToken: Token);

        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }, Token);
        Assert.True(await call.ResponseStream.MoveNext(Token));

        Assert.Contains("hello.HelloHTTP", call.ResponseStream.Current.ListServicesResponse.Service.Select(listed => listed.Name));
    }

    [Fact]
    public async Task Reflection_InProduction_IsNotThere()
    {
        await using var service = await SampleService.StartAsync();
        using var call = new ServerReflection.ServerReflectionClient(service.Channel).ServerReflectionInfo(cancellationToken: Token);

        var refused = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(Token));

        Assert.Equal(StatusCode.Unimplemented, refused.StatusCode);
    }
}
