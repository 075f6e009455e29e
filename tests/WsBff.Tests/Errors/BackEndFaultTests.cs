using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Ws.Order.V1;
using WsBff.Tests.Hosts;
using Status = Grpc.Core.Status;

namespace WsBff.Tests.Errors;

/// <summary>Faults that the real ws-order cannot be made to show.</summary>
public sealed class BackEndFaultTests(FakeBff fake) : IClassFixture<FakeBff>
{
    private static readonly string[] s_reads =
        ["/", "/api/orders", "/api/orders/x", "/api/orders/x/summary", "/api/orders/x/summary?userId=1", "/api/users", "/api/users/1"];

    [Theory]
    [InlineData(StatusCode.ResourceExhausted, 429)]
    [InlineData(StatusCode.Unavailable, 503)]
    [InlineData(StatusCode.DeadlineExceeded, 504)]
    [InlineData(StatusCode.Cancelled, 502)]
    [InlineData(StatusCode.Unknown, 502)]
    [InlineData(StatusCode.Internal, 502)]
    [InlineData(StatusCode.Unimplemented, 502)]
    [InlineData(StatusCode.PermissionDenied, 502)]
    [InlineData(StatusCode.Unauthenticated, 502)]
    public async Task EveryRoute_BackEndFails_IsAProblemWithoutItsText(StatusCode code, int expected)
    {
        fake.Fail(new RpcException(new Status(code, "secret of 10.0.0.1")));

        await ForEveryRouteAsync(fake.Bff.Client, async response =>
        {
            var problem = await response.ReadProblemAsync(expected);
            Assert.DoesNotContain("secret", problem.ToJsonString(), StringComparison.Ordinal);
            Assert.Equal(expected is 429 or 503, response.Headers.RetryAfter is not null);
        });
    }

    [Fact]
    public async Task EveryRoute_BackEndHangs_Is504WithinTheDeadline()
    {
        await using var bff = await BffServer.StartAsync(fake.Order.Address, ShortDeadline);
        fake.Order.Answer = NeverAsync;

        await ForEveryRouteAsync(bff.Client, async response => await response.ReadProblemAsync(504), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task EveryRoute_NobodyAnswersOnTheConnection_Is504WithinTheDeadline()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var bff = await BffServer.StartAsync($"http://{silent.LocalEndpoint}", ShortDeadline);

        await ForEveryRouteAsync(bff.Client, async response => await response.ReadProblemAsync(504), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task EveryRoute_NoGrpcThere_Is502()
    {
        await using var web = await PlainWeb.StartAsync();
        await using var bff = await BffServer.StartAsync(web.Address);

        await ForEveryRouteAsync(bff.Client, async response => await response.ReadProblemAsync(502));
    }

    [Fact]
    public async Task Unavailable_WithRetryInfo_SaysWhenToTryAgain()
    {
        var retry = Any.Pack(new RetryInfo { RetryDelay = new Duration { Seconds = 7 } });
        fake.Fail(new Google.Rpc.Status { Code = (int)Code.Unavailable, Details = { retry } }.ToRpcException());

        using var response = await fake.Bff.Client.GetPathAsync("/");

        await response.ReadProblemAsync(503);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData("no order")]
    [InlineData("no time")]
    [InlineData("time out of range")]
    [InlineData("amount beyond what JSON counts exactly")]
    [InlineData("negative amount")]
    public async Task GetOrder_AnswerAgainstTheContract_Is502(string fault)
    {
        var order = new Order { Id = "x", UserId = 1, Currency = "EUR", State = OrderState.Placed, Version = 1, CreatedAt = new Timestamp() };
        switch (fault)
        {
            case "no order":
                order = null;
                break;
            case "no time":
                order.CreatedAt = null;
                break;
            case "time out of range":
                order.CreatedAt = new Timestamp { Seconds = long.MaxValue };
                break;
            case "negative amount":
                order.Total = -1;
                break;
            default:
                order.Total = (1L << 53) + 1;
                break;
        }

        fake.Reply(new GetOrderResponse { Order = order });

        using var response = await fake.Bff.Client.GetPathAsync("/api/orders/x");

        await response.ReadProblemAsync(502);
    }

    [Fact]
    public async Task GetUser_AnswerWithoutUser_Is502()
    {
        fake.Reply(new GetUserResponse());

        using var response = await fake.Bff.Client.GetPathAsync("/api/users/1");

        await response.ReadProblemAsync(502);
    }

    [Fact]
    public async Task GetOrder_StateOfANewerWsOrder_IsUnknown()
    {
        fake.Reply(new GetOrderResponse { Order = new Order { Id = "x", State = (OrderState)9, CreatedAt = new Timestamp() } });

        using var response = await fake.Bff.Client.GetPathAsync("/api/orders/x");

        Assert.Equal("UNKNOWN", (string?)(await response.ReadJsonAsync(HttpStatusCode.OK))["state"]);
    }

    [Fact]
    public async Task GetOrder_ClientGoesAway_EndsTheCallAndIsLoggedAsSuch()
    {
        var called = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        fake.Order.Answer = async (request, context) =>
        {
            context.CancellationToken.Register(ended.SetResult);
            called.SetResult();
            return await NeverAsync(request, context);
        };
        using var client = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

        var request = fake.Bff.Plain.GetAsync(new Uri("/api/orders/x", UriKind.Relative), client.Token);
        await called.Task;
        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Contains("/api/orders/{id}", await fake.Log.WaitForAsync(3002, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static Dictionary<string, string> ShortDeadline => new() { ["GrpcClient:Deadline"] = "00:00:00.5" };

    private static async Task<IMessage> NeverAsync(IMessage request, ServerCallContext context)
    {
        await Task.Delay(Timeout.Infinite, context.CancellationToken);
        return request;
    }

    private static async Task ForEveryRouteAsync(HttpClient client, Func<HttpResponseMessage, Task> check, TimeSpan? limit = null)
    {
        var watch = Stopwatch.StartNew();
        foreach (var path in s_reads)
        {
            watch.Restart();
            using var response = await client.GetPathAsync(path);
            await check(response);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, limit ?? TimeSpan.FromSeconds(30));
        }

        using var created = await client.PostOrderAsync(BffRequests.NewOrder(1), BffRequests.NewKey());
        await check(created);
        using var cancelled = await client.CancelOrderAsync("x");
        await check(cancelled);
    }
}
