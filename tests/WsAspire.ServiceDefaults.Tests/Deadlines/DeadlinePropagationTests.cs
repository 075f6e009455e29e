using System.Globalization;
using System.Text.Json.Nodes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Deadlines;

/// <summary>Two services: the first is called over a face, and calls the second over gRPC.</summary>
public sealed class DeadlinePropagationTests
{
    private StatusCode? _late;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/fail", """{"how":"forward deadline"}""", "totalAmount")]
    [InlineData("/forward?how=deadline", null, "")]
    public async Task Deadline_OfARequest_GoesOnToTheNextService(string path, string? body, string field)
    {
        await using var target = await SampleService.StartAsync();
        await using var caller = await StartCallerAsync(target, "--GrpcClient:Deadline", "00:10:00");

        using var answer = await DeadlineTests.SendAsync(caller, path, "Grpc-Timeout", "10S", body);

        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        Assert.InRange(long.Parse((field.Length == 0 ? json : json[field]!).ToString(), CultureInfo.InvariantCulture), 1, 9_999);
    }

    [Theory]
    [InlineData("/v1/fail", """{"how":"forward wait"}""")]
    [InlineData("/forward?how=wait", null)]
    public async Task Deadline_ThatPassesInTheNextService_Is504AndEndsItsCall(string path, string? body)
    {
        var calls = new CallCounter();
        await using var target = await SampleService.StartAsync(map: calls.Map);
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var caller = await StartCallerAsync(target, time, "--GrpcClient:Deadline", "00:10:00");

        var asked = DeadlineTests.SendAsync(caller, path, "Grpc-Timeout", "1M", body);
        while (calls.Calls == 0)
        {
            Assert.False(asked.IsCompleted);
            await Task.Delay(5, Token);
        }

        time.Advance(TimeSpan.FromMinutes(1));

        using var answer = await asked;
        Assert.Equal((504, 1), ((int)answer.StatusCode, calls.Calls));
        await calls.Ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Theory]
    [InlineData("/v1/fail", """{"how":"forward wait"}""")]
    [InlineData("/forward?how=wait", null)]
    public async Task Caller_WhoLeaves_EndsTheCallToTheNextService(string path, string? body)
    {
        var calls = new CallCounter();
        await using var target = await SampleService.StartAsync(map: calls.Map);
        await using var caller = await StartCallerAsync(target, "--GrpcClient:Deadline", "00:10:00");
        using (var connection = await RawConnection.OpenAsync(caller.Port))
        {
            await connection.SendAsync($"{(body is null ? "GET" : "POST")} {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {body?.Length ?? 0}\r\n\r\n{body}");
            while (calls.Calls == 0)
            {
                await Task.Delay(5, Token);
            }
        }

        await calls.Ended.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task Deadline_ThatHasPassed_MakesNoCall()
    {
        var calls = new CallCounter();
        await using var target = await SampleService.StartAsync(map: calls.Map);
        await using var caller = await StartCallerAsync(target);

        using var answer = await DeadlineTests.SendAsync(caller, "/late", "X-Request-Timeout", "0.1");
        var grpc = await Assert.ThrowsAsync<RpcException>(async () => await new ShapeService.ShapeServiceClient(caller.Channel).FailAsync(
            new FailRequest { How = "forward late" }, deadline: TimeProvider.System.GetUtcNow().UtcDateTime.AddMilliseconds(-1), cancellationToken: Token));

        Assert.Equal((504, StatusCode.DeadlineExceeded, 0), ((int)answer.StatusCode, grpc.StatusCode, calls.Calls));
        Assert.Equal(StatusCode.DeadlineExceeded, _late);
    }

    private Task<SampleService> StartCallerAsync(SampleService target, params string[] more) => StartCallerAsync(target, TimeProvider.System, more);

    private Task<SampleService> StartCallerAsync(SampleService target, TimeProvider time, params string[] more) => SampleService.StartAsync(
        ["--urls", "http://127.0.0.1:0", "--services:ws-other:http:0", target.Addresses[0], .. more],
        null,
        builder => builder.AddServiceGrpcClient<ShapeService.ShapeServiceClient>("ws-other").Services.AddSingleton(time),
        MapRoutes);

    private void MapRoutes(WebApplication app)
    {
        // No token is passed on: the frame does that.
        app.MapGet("/forward", async (string how, ShapeService.ShapeServiceClient shapes) => (await shapes.FailAsync(new FailRequest { How = how })).TotalAmount);
        app.MapGet("/late", async (HttpContext context, ShapeService.ShapeServiceClient shapes) =>
        {
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            using var own = new CancellationTokenSource();
            var refused = await Assert.ThrowsAsync<RpcException>(async () => await shapes.FailAsync(new FailRequest { How = "deadline" }, cancellationToken: own.Token));
            _late = refused.StatusCode;
        });
    }
}
