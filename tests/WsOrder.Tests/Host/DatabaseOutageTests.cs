using System.Diagnostics;
using Grpc.Core;
using Hello;
using MySqlConnector;
using Ws.Order.V1;
using WsAspire.Testing;

namespace WsOrder.Tests.Host;

[Trait("needs", "quiet")]
public sealed class DatabaseOutageTests(DatabaseServer shared)
{
    // What a caller gives the service; the frame's own default.
    private static readonly TimeSpan s_deadline = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Database_StopsAndComesBack_CallsAreRefusedThenServedWithoutRestart()
    {
        await using var server = await MySqlServer.StartAsync(Cancelled);
        await using var services = OrderServices.On(server.ConnectionString + ";Database=orders");
        await services.MigrateAsync();
        await using var host = await OrderHost.StartAsync(services.ConnectionString);
        var acknowledged = (await host.Orders.CreateOrderAsync(BadInputs.Create(), cancellationToken: Cancelled)).Order;
        var request = BadInputs.Create();

        await server.StopAsync();
        await AssertUnavailableAsync(host, request);
        await AssertUnavailableAsync(host, new ListUsersRequest());
        await AssertUnavailableAsync(host, new GetOrderRequest { Id = acknowledged.Id });
        var greeting = await host.Hello.SayHelloAsync(new HelloHTTPRequest { Name = "you" }, cancellationToken: Cancelled);
        Assert.Equal("Hello you.", greeting.Message);

        await server.RestartAsync(Cancelled);
        Assert.Equal(StatusCode.OK, (await Faces.ByGrpcAsync(host, request)).Code);
        Assert.Equal(acknowledged, (await host.Orders.GetOrderAsync(new GetOrderRequest { Id = acknowledged.Id }, cancellationToken: Cancelled)).Order);
    }

    [Fact]
    public async Task Database_FallsSilent_CallsAreRefusedWithinTheDeadlineAndServedAfterwards()
    {
        await using var proxy = new DatabaseProxy(PortOf(shared.ConnectionString));
        await using var host = await StartThroughAsync(proxy);
        await host.Orders.CreateOrderAsync(BadInputs.Create(), cancellationToken: Cancelled);

        proxy.IsSilent = true;
        await AssertUnavailableAsync(host, BadInputs.Create());
        await AssertUnavailableAsync(host, new ListOrdersRequest());
        var started = Stopwatch.GetTimestamp();
        await host.Hello.SayHelloAsync(new HelloHTTPRequest(), cancellationToken: Cancelled);
        await host.Hello.SayHelloAsync(new HelloHTTPRequest(), cancellationToken: Cancelled);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.9, 2);

        proxy.IsSilent = false;
        Assert.Equal(StatusCode.OK, (await Faces.ByGrpcAsync(host, BadInputs.Create())).Code);
    }

    [Theory]
    [InlineData((int)CommitFault.LoseRequest)]
    [InlineData((int)CommitFault.LoseAnswer)]
    public async Task Create_ConnectionLostAtCommit_RetryWithTheKeyMakesOneOrder(int fault)
    {
        await using var proxy = new DatabaseProxy(PortOf(shared.ConnectionString));
        await using var host = await StartThroughAsync(proxy);
        var request = BadInputs.Create();

        proxy.NextCommit = (CommitFault)fault;
        var first = await Faces.ByGrpcAsync(host, request);
        Assert.Equal(CommitFault.None, proxy.NextCommit);
        var again = await host.Orders.CreateOrderAsync(request, cancellationToken: Cancelled);
        var all = await host.Orders.ListOrdersAsync(new ListOrdersRequest(), cancellationToken: Cancelled);

        Assert.Equal((StatusCode.Unavailable, "DATABASE_UNAVAILABLE"), (first.Code, first.Reason));
        Assert.Equal(again.Order, Assert.Single(all.Orders));
    }

    [Fact]
    public async Task NotConfigured_OrdersAndUsersSayWhatToSet_GreetingsWork()
    {
        await using var host = await OrderHost.StartAsync(null);

        var answer = await AssertUnavailableAsync(host, new ListUsersRequest());
        await AssertUnavailableAsync(host, BadInputs.Create());
        await host.Hello.SayHelloAsync(new HelloHTTPRequest(), cancellationToken: Cancelled);

        Assert.Contains("ConnectionStrings:orders", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NotMigrated_OrdersAreRefusedWithTheCommandToRun()
    {
        await using var host = await OrderHost.StartAsync(await shared.CreateDatabaseAsync());

        Assert.Contains("WsOrder migrate", (await AssertUnavailableAsync(host, BadInputs.Create())).Text, StringComparison.Ordinal);
    }

    private static async Task<Answer> AssertUnavailableAsync(OrderHost host, Google.Protobuf.IMessage request)
    {
        var started = Stopwatch.GetTimestamp();
        var byGrpc = await Faces.ByGrpcAsync(host, request);
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, s_deadline);
        var (httpStatus, byJson) = await Faces.ByJsonAsync(host, request);

        Assert.Equal((StatusCode.Unavailable, "DATABASE_UNAVAILABLE"), (byGrpc.Code, byGrpc.Reason));
        Assert.Equal(byGrpc, byJson);
        Assert.Equal(503, httpStatus);
        return byGrpc;
    }

    private static int PortOf(string connectionString) => (int)new MySqlConnectionStringBuilder(connectionString).Port;

    private async Task<OrderHost> StartThroughAsync(DatabaseProxy proxy)
    {
        await using var services = OrderServices.On(shared.NameDatabase());
        await services.MigrateAsync();
        return await OrderHost.StartAsync(
            new MySqlConnectionStringBuilder(services.ConnectionString) { Port = (uint)proxy.Port }.ConnectionString);
    }
}
