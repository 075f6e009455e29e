using System.Diagnostics;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Resilience;

public sealed class RetryTests
{
    private const int Unavailable = (int)StatusCode.Unavailable;
    private readonly CallCounter _calls = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_ThatIsUnavailableTwice_IsAnsweredAtTheThirdAttempt()
    {
        _calls.Status = call => call < 3 ? Unavailable : 0;
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target.Addresses[0]);

        var answer = await ClientOf(caller).GetAsync(new Shape { Id = 7 }, cancellationToken: Token);

        Assert.Equal((7, 3), (answer.Id, _calls.Calls));
    }

    [Theory]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.ResourceExhausted)]
    [InlineData(StatusCode.Aborted)]
    public async Task Read_ThatFailsOtherwise_IsNotRepeated(StatusCode status)
    {
        _calls.Status = _ => (int)status;
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target.Addresses[0]);

        var failed = await Assert.ThrowsAsync<RpcException>(async () => await ClientOf(caller).GetAsync(new Shape(), cancellationToken: Token));

        Assert.Equal((status, 1), (failed.StatusCode, _calls.Calls));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_ThatIsUnavailable_IsSentOnce(bool isReceived)
    {
        _calls.Status = _ => isReceived ? 0 : Unavailable;
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target.Addresses[0]);

        var failed = await Assert.ThrowsAsync<RpcException>(async () => await ClientOf(caller).FailAsync(new FailRequest { How = "Unavailable" }, cancellationToken: Token));

        Assert.Equal((StatusCode.Unavailable, 1), (failed.StatusCode, _calls.Calls));
    }

    [Theory]
    [InlineData("-1", 1)]
    [InlineData("400", 3)]
    public async Task PushBack_OfTheServer_IsHonoured(string pushBack, int attempts)
    {
        _calls.Status = _ => Unavailable;
        _calls.PushBack = pushBack;
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target.Addresses[0]);
        var since = Stopwatch.GetTimestamp();

        await Assert.ThrowsAsync<RpcException>(async () => await ClientOf(caller).GetAsync(new Shape(), cancellationToken: Token));

        Assert.Equal(attempts, _calls.Calls);
        Assert.True(Stopwatch.GetElapsedTime(since) >= TimeSpan.FromMilliseconds(Math.Max(0, 390 * (attempts - 1))));
    }

    [Fact]
    public async Task Retries_StayInsideTheDeadline()
    {
        _calls.Status = call => call == 1 ? 0 : Unavailable;
        _calls.PushBack = "60000";
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target.Addresses[0], "--GrpcClient:Deadline", "00:00:02");

        // Pays for the connection.
        await ClientOf(caller).GetAsync(new Shape(), deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(1), cancellationToken: Token);

        var late = await Assert.ThrowsAsync<RpcException>(async () => await ClientOf(caller).GetAsync(new Shape(), cancellationToken: Token));

        Assert.Equal((StatusCode.DeadlineExceeded, 2), (late.StatusCode, _calls.Calls));
    }

    [Fact]
    public async Task Outage_IsMetWithFewRetries()
    {
        const int Requests = 200;
        _calls.Status = _ => Unavailable;
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target.Addresses[0], "--GrpcClient:CircuitBreaker:Enabled", "false", "--GrpcClient:Retry:InitialBackoff", "00:00:00.001");

        for (var i = 0; i < Requests; i++)
        {
            await Assert.ThrowsAsync<RpcException>(async () => await ClientOf(caller).GetAsync(new Shape(), cancellationToken: Token));
        }

        Assert.InRange(_calls.Calls, Requests + 1, 1.2 * Requests);
    }

    [Fact]
    public async Task Retries_SwitchedOff_AreNone()
    {
        _calls.Status = _ => Unavailable;
        await using var target = await SampleService.StartAsync(map: _calls.Map);
        await using var caller = await StartCallerAsync(target.Addresses[0], "--GrpcClient:Retry:MaxAttempts", "1");

        await Assert.ThrowsAsync<RpcException>(async () => await ClientOf(caller).GetAsync(new Shape(), cancellationToken: Token));

        Assert.Equal(1, _calls.Calls);
    }

    private static Task<SampleService> StartCallerAsync(string address, params string[] more) => SampleService.StartAsync(
        ["--urls", "http://127.0.0.1:0", "--services:ws-other:http:0", address, .. more],
        null,
        builder => builder.AddServiceGrpcClient<ShapeService.ShapeServiceClient>("ws-other"));

    private static ShapeService.ShapeServiceClient ClientOf(SampleService caller) => caller.App.Services.GetRequiredService<ShapeService.ShapeServiceClient>();
}
