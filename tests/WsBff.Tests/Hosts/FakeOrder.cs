using System.Net;
using Google.Protobuf;
using Grpc.Core;
using Hello;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Ws.Order.V1;

namespace WsBff.Tests.Hosts;

/// <summary>A gRPC server in the place of ws-order, for faults that the real one cannot be made to show.</summary>
public sealed class FakeOrder : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeOrder(WebApplication app) => _app = app;

    /// <summary>Answers every call, by its request.</summary>
    public Func<IMessage, ServerCallContext, Task<IMessage>> Answer { get; set; } = (_, _) => throw new RpcException(new Status(StatusCode.Unimplemented, ""));

    /// <summary>Where it listens.</summary>
    public string Address => _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    /// <summary>Starts it on a free port.</summary>
    public static async Task<FakeOrder> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, port => port.Protocols = HttpProtocols.Http2));
        builder.Services.AddGrpc(options => options.MaxSendMessageSize = null);
        FakeOrder? fake = null;
        builder.Services.AddSingleton(_ => fake!);
        var app = builder.Build();
        fake = new FakeOrder(app);
        app.MapGrpcService<Greeter>();
        app.MapGrpcService<Orders>();
        app.MapGrpcService<Users>();
        await app.StartAsync();
        return fake;
    }

    /// <summary>Stops it at once.</summary>
    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task<T> AnswerAsync<T>(IMessage request, ServerCallContext context) => (T)await Answer(request, context);

    private sealed class Greeter(FakeOrder fake) : HelloHTTP.HelloHTTPBase
    {
        public override Task<HelloHTTPResponse> SayHello(HelloHTTPRequest request, ServerCallContext context) =>
            fake.AnswerAsync<HelloHTTPResponse>(request, context);
    }

    private sealed class Orders(FakeOrder fake) : OrderService.OrderServiceBase
    {
        public override Task<CreateOrderResponse> CreateOrder(CreateOrderRequest request, ServerCallContext context) =>
            fake.AnswerAsync<CreateOrderResponse>(request, context);

        public override Task<GetOrderResponse> GetOrder(GetOrderRequest request, ServerCallContext context) =>
            fake.AnswerAsync<GetOrderResponse>(request, context);

        public override Task<ListOrdersResponse> ListOrders(ListOrdersRequest request, ServerCallContext context) =>
            fake.AnswerAsync<ListOrdersResponse>(request, context);

        public override Task<CancelOrderResponse> CancelOrder(CancelOrderRequest request, ServerCallContext context) =>
            fake.AnswerAsync<CancelOrderResponse>(request, context);
    }

    private sealed class Users(FakeOrder fake) : UserService.UserServiceBase
    {
        public override Task<GetUserResponse> GetUser(GetUserRequest request, ServerCallContext context) =>
            fake.AnswerAsync<GetUserResponse>(request, context);

        public override Task<ListUsersResponse> ListUsers(ListUsersRequest request, ServerCallContext context) =>
            fake.AnswerAsync<ListUsersResponse>(request, context);
    }
}
