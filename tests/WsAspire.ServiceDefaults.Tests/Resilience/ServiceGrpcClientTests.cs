using System.Diagnostics;
using Grpc.Core;
using Hello;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Resilience;

public sealed class ServiceGrpcClientTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Client_ByName_FindsTheService()
    {
        await using var target = await SampleService.StartAsync();
        await using var caller = await StartCallerAsync(target);

        var answer = await caller.App.Services.GetRequiredService<HelloHTTP.HelloHTTPClient>().SayHelloAsync(new HelloHTTPRequest { Name = "x" }, cancellationToken: Token);

        Assert.Equal("Hello x.", answer.Message);
    }

    [Fact]
    public async Task HttpClient_ByName_FindsTheServiceToo()
    {
        await using var target = await SampleService.StartAsync();
        await using var caller = await StartCallerAsync(target);
        using var http = caller.App.Services.GetRequiredService<IHttpClientFactory>().CreateClient();

        Assert.Equal("Healthy", await http.GetStringAsync(new Uri("http://ws-other/alive"), Token));
    }

    [Fact]
    [Trait("needs", "quiet")]
    public async Task Call_WithoutDeadline_GetsTheDefault()
    {
        await using var target = await SampleService.StartAsync();
        await using var caller = await StartCallerAsync(target, "--GrpcClient:Deadline", "00:00:00.3");
        await using var usual = await StartCallerAsync(target);
        var since = Stopwatch.GetTimestamp();

        var late = await Assert.ThrowsAsync<RpcException>(async () => await ClientOf(caller).FailAsync(new FailRequest { How = "wait" }, cancellationToken: Token));

        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
        Assert.InRange(Stopwatch.GetElapsedTime(since), TimeSpan.FromSeconds(0.2), TimeSpan.FromSeconds(4));
        Assert.InRange((await ClientOf(usual).FailAsync(new FailRequest { How = "deadline" }, cancellationToken: Token)).TotalAmount, 2_000, 5_000);
    }

    [Fact]
    public async Task Call_InsideACall_CarriesOnItsDeadline()
    {
        await using var target = await SampleService.StartAsync();
        await using var caller = await StartCallerAsync(target);
        var client = new ShapeService.ShapeServiceClient(caller.Channel);
        await client.FailAsync(new FailRequest { How = "forward" }, cancellationToken: Token); // pays for both connections
        var deadline = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(2);

        var answer = await client.FailAsync(new FailRequest { How = "forward" }, deadline: deadline, cancellationToken: Token);

        Assert.InRange(answer.TotalAmount, 1, 2_000);
    }

    [Fact]
    public async Task Service_ThatIsAway_IsUnavailableAtOnce()
    {
        await using var caller = await SampleService.StartAsync(["--urls", "http://127.0.0.1:0", "--services:ws-other:http:0", "http://127.0.0.1:1"], null, AddClients);

        var away = await Assert.ThrowsAsync<RpcException>(async () => await ClientOf(caller).EchoAsync(new Shape(), cancellationToken: Token));

        Assert.Equal(StatusCode.Unavailable, away.StatusCode);
    }

    private static Task<SampleService> StartCallerAsync(SampleService target, params string[] more) => SampleService.StartAsync([.. Arguments(target), .. more], null, AddClients);

    private static string[] Arguments(SampleService target) => ["--urls", "http://127.0.0.1:0", "--services:ws-other:http:0", target.Addresses[0]];

    private static void AddClients(WebApplicationBuilder builder)
    {
        builder.AddServiceGrpcClient<HelloHTTP.HelloHTTPClient>("ws-other");
        builder.AddServiceGrpcClient<ShapeService.ShapeServiceClient>("ws-other");
    }

    private static ShapeService.ShapeServiceClient ClientOf(SampleService caller) => caller.App.Services.GetRequiredService<ShapeService.ShapeServiceClient>();
}
