using Microsoft.AspNetCore.Builder;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

/// <summary>A service with the routes of <c>routes.proto</c>, for all tests of a class that only ask.</summary>
public sealed class RouteServiceFixture : IAsyncLifetime
{
    public SampleService Service { get; private set; } = null!;

    /// <summary>Starts one with a configuration of its own.</summary>
    public static Task<SampleService> StartAsync(params string[] arguments) =>
        SampleService.StartAsync(["--urls", "http://127.0.0.1:0", .. arguments], null, null, app => app.MapGrpcService<RouteGrpcService>());

    public async ValueTask InitializeAsync() => Service = await StartAsync();

    public ValueTask DisposeAsync() => Service.DisposeAsync();
}
