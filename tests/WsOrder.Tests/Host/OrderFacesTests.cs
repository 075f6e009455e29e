using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Hello;
using Ws.Order.V1;

namespace WsOrder.Tests.Host;

public sealed class OrderFacesTests(MigratedHost migrated) : IClassFixture<MigratedHost>
{
    private readonly OrderHost _host = migrated.Host;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gRPC-HTTP is working!")]
    [InlineData("")]
    [InlineData("'; DROP TABLE user; -- ä 🍎 \n")]
    public async Task SayHello_AnyName_IsGreetedOnBothFaces(string name)
    {
        var byGrpc = await _host.Hello.SayHelloAsync(new HelloHTTPRequest { Name = name }, cancellationToken: Cancelled);
        using var byJson = await _host.Json.PostAsJsonAsync("/example/echo", new { name }, Cancelled);

        Assert.Equal($"Hello {name}.", byGrpc.Message);
        Assert.Equal($"Hello {name}.", (await JsonOf(byJson)).GetProperty("message").GetString());
    }

    [Fact]
    public async Task SayHello_CurlsOwnContentType_IsAnsweredAsTheOriginalDoes()
    {
        using var content = new StringContent("""{"name": "gRPC-HTTP is working!"}""", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await _host.Json.PostAsync("/example/echo", content, Cancelled);

        Assert.Equal("""{"message":"Hello gRPC-HTTP is working!."}""", (await answer.Content.ReadAsStringAsync(Cancelled)).Replace(": ", ":", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Order_ThroughBothFaces_IsTheSame()
    {
        var request = BadInputs.Create();
        var (_, created) = await Faces.ByJsonAsync(_host, request);
        var again = await _host.Orders.CreateOrderAsync(request, cancellationToken: Cancelled);

        var order = JsonDocument.Parse(created.Text).RootElement.GetProperty("order");
        Assert.Equal(again.Order.Id, order.GetProperty("id").GetString());
        Assert.Equal("300", order.GetProperty("total").GetString());
        Assert.Equal("PLACED", order.GetProperty("state").GetString());
        Assert.Equal(again.Order, (await _host.Orders.GetOrderAsync(new GetOrderRequest { Id = again.Order.Id.ToUpperInvariant() }, cancellationToken: Cancelled)).Order);

        using var cancelled = await _host.Json.PostAsJsonAsync($"/v1/orders/{again.Order.Id}:cancel", new { expected_version = 1 }, Cancelled);
        Assert.Equal("CANCELLED", (await JsonOf(cancelled)).GetProperty("order").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Pages_OfOrders_AreCompleteWithoutDoubles()
    {
        var ids = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await _host.Orders.CreateOrderAsync(BadInputs.Create(order => order.UserId = 6), cancellationToken: Cancelled)).Order.Id);
        }

        var read = new List<string>();
        var token = "";
        do
        {
            var page = await _host.Orders.ListOrdersAsync(new ListOrdersRequest { PageSize = 2, PageToken = token, UserId = 6 }, cancellationToken: Cancelled);
            read.AddRange(page.Orders.Select(order => order.Id));
            token = page.NextPageToken;
        }
        while (token.Length > 0);

        Assert.Equal(Enumerable.Reverse(ids), read);
    }

    [Fact]
    public async Task Users_AreSeededAndPaged()
    {
        var first = await _host.Users.ListUsersAsync(new ListUsersRequest { PageSize = 4 }, cancellationToken: Cancelled);
        var rest = await _host.Users.ListUsersAsync(new ListUsersRequest { PageToken = first.NextPageToken }, cancellationToken: Cancelled);
        using var one = await _host.Json.GetAsync("/v1/users/1", Cancelled);

        Assert.Equal([1, 2, 3, 4, 5, 6], first.Users.Concat(rest.Users).Select(user => user.Id));
        Assert.Equal("", rest.NextPageToken);
        Assert.Equal(first.Users[0].Name, (await JsonOf(one)).GetProperty("user").GetProperty("name").GetString());
    }

    [Fact]
    public async Task Refusals_OnBothFaces_HaveTheSameReason()
    {
        var request = BadInputs.Create();
        var order = (await _host.Orders.CreateOrderAsync(request, cancellationToken: Cancelled)).Order;
        var reused = request.Clone();
        reused.Lines[0].Quantity = 9;

        await AssertRefusedAsync(reused, StatusCode.FailedPrecondition, "IDEMPOTENCY_KEY_REUSED", 400);
        await AssertRefusedAsync(BadInputs.Create(unknown => unknown.UserId = 4711), StatusCode.NotFound, "USER_NOT_FOUND", 404);
        await AssertRefusedAsync(new GetUserRequest { Id = 4711 }, StatusCode.NotFound, "USER_NOT_FOUND", 404);
        await AssertRefusedAsync(new GetOrderRequest { Id = Guid.NewGuid().ToString() }, StatusCode.NotFound, "ORDER_NOT_FOUND", 404);
        await AssertRefusedAsync(new CancelOrderRequest { Id = order.Id, ExpectedVersion = 3 }, StatusCode.Aborted, "VERSION_MISMATCH", 409);
    }

    [Fact]
    public async Task Order_OfAnySafeText_IsStoredAsItIs()
    {
        foreach (var sku in new[] { "'; DROP TABLE orders; --", "ä", "🍎", "日本", "a%_\\\"`", new string('ß', 64), string.Concat(Enumerable.Repeat("🍎", 64)) })
        {
            var order = await _host.Orders.CreateOrderAsync(BadInputs.Create(create => create.Lines[0].Sku = sku), cancellationToken: Cancelled);

            var read = await _host.Orders.GetOrderAsync(new GetOrderRequest { Id = order.Order.Id }, cancellationToken: Cancelled);
            Assert.Equal(sku, read.Order.Lines[0].Sku);
        }
    }

    private static async Task<JsonElement> JsonOf(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancelled);
    }

    private async Task AssertRefusedAsync(Google.Protobuf.IMessage request, StatusCode code, string reason, int httpStatus)
    {
        var byGrpc = await Faces.ByGrpcAsync(_host, request);
        var (status, byJson) = await Faces.ByJsonAsync(_host, request);

        Assert.Equal((code, reason), (byGrpc.Code, byGrpc.Reason));
        Assert.Equal(byGrpc, byJson);
        Assert.Equal(httpStatus, status);
    }
}
