using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ws.Order.V1;
using WsBff.Tests.Hosts;

namespace WsBff.Tests.Apis;

/// <summary>When the calls of a summary run; the real ws-order is too fast to show it.</summary>
public sealed class SummaryFanOutTests(FakeBff fake) : IClassFixture<FakeBff>
{
    private static readonly GetOrderResponse s_order = new() { Order = new Order { Id = "x", UserId = 1, State = OrderState.Placed, CreatedAt = new Timestamp() } };

    [Fact]
    public async Task GetOrderSummary_PageKnowsTheUser_CallsBothAtOnce()
    {
        var orderCalled = new TaskCompletionSource();
        var userCalled = new TaskCompletionSource();
        fake.Order.Answer = async (request, context) =>
        {
            // Each waits for the other: one after the other would hang.
            if (request is GetOrderRequest)
            {
                orderCalled.SetResult();
                await userCalled.Task.WaitAsync(context.CancellationToken);
                return s_order;
            }

            userCalled.SetResult();
            await orderCalled.Task.WaitAsync(context.CancellationToken);
            return new GetUserResponse { User = new User { Id = 1, Name = "Ada" } };
        };

        using var response = await fake.Bff.Client.GetPathAsync("/api/orders/x/summary?userId=1");

        Assert.Equal("Ada", (string?)(await response.ReadJsonAsync(HttpStatusCode.OK))["customer"]!["name"]);
    }

    [Fact]
    public async Task GetOrderSummary_OrderIsNotThere_EndsTheOtherCall()
    {
        var userCalled = new TaskCompletionSource();
        var userEnded = new TaskCompletionSource();
        fake.Order.Answer = async (request, context) =>
        {
            if (request is GetUserRequest)
            {
                context.CancellationToken.Register(userEnded.SetResult);
                userCalled.SetResult();
                await Task.Delay(Timeout.Infinite, context.CancellationToken);
            }

            await userCalled.Task.WaitAsync(context.CancellationToken);
            throw new RpcException(new Status(StatusCode.NotFound, ""));
        };

        using var response = await fake.Bff.Client.GetPathAsync("/api/orders/x/summary?userId=1");

        await response.ReadProblemAsync(404);
        await userEnded.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(StatusCode.NotFound)]
    [InlineData(StatusCode.Unavailable)]
    [InlineData(StatusCode.Internal)]
    [InlineData(StatusCode.PermissionDenied)]
    public async Task GetOrderSummary_CustomerCallFails_IsPartialWhateverTheStatus(StatusCode code)
    {
        fake.Order.Answer = (request, _) => request is GetOrderRequest
            ? Task.FromResult<Google.Protobuf.IMessage>(s_order)
            : throw new RpcException(new Status(code, ""));

        using var response = await fake.Bff.Client.GetPathAsync("/api/orders/x/summary");

        var summary = await response.ReadJsonAsync(HttpStatusCode.OK);
        Assert.True((bool)summary["partial"]!);
        Assert.Null(summary["customer"]);
        await fake.Log.WaitForAsync(3003, TestContext.Current.CancellationToken);
    }
}
