using System.Net;
using System.Text.Json.Nodes;
using WsBff.Tests.Hosts;

namespace WsBff.Tests.Apis;

/// <summary>What only ws-order can judge, refused under the names that the browser used.</summary>
public sealed class BadInputTests(SharedSystem shared)
{
    private const string NoOrder = "019ab5f2-8e70-7c1d-9f5b-2d3c4e5f6a7b";

    private readonly HttpClient _client = shared.System.Client;

    [Theory]
    [InlineData("userId", "0", "userId")]
    [InlineData("userId", "-1", "userId")]
    [InlineData("currency", "\"\"", "currency")]
    [InlineData("currency", "\"eur\"", "currency")]
    [InlineData("currency", "\"ZZZ\"", "currency")]
    [InlineData("currency", "\"EUR'; DROP TABLE orders; --\"", "currency")]
    [InlineData("lines", "[]", "lines")]
    [InlineData("lines", """[{"sku":"","quantity":1,"unitPrice":1}]""", "lines[0].sku")]
    [InlineData("lines", """[{"sku":"   ","quantity":1,"unitPrice":1}]""", "lines[0].sku")]
    [InlineData("lines", """[{"sku":"a\u0000b","quantity":1,"unitPrice":1}]""", "lines[0].sku")]
    [InlineData("lines", """[{"sku":"a","quantity":0,"unitPrice":1}]""", "lines[0].quantity")]
    [InlineData("lines", """[{"sku":"a","quantity":-1,"unitPrice":1}]""", "lines[0].quantity")]
    [InlineData("lines", """[{"sku":"a","quantity":10001,"unitPrice":1}]""", "lines[0].quantity")]
    [InlineData("lines", """[{"sku":"a","quantity":1,"unitPrice":1},{"sku":"a","quantity":1,"unitPrice":-1}]""", "lines[1].unitPrice")]
    [InlineData("lines", """[{"sku":"a","quantity":1,"unitPrice":100000001}]""", "lines[0].unitPrice")]
    [InlineData("lines", """[{"sku":"a","quantity":1,"unitPrice":9223372036854775807}]""", "lines[0].unitPrice")]
    public async Task CreateOrder_FieldOutOfItsBounds_IsRefusedByItsName(string field, string value, string named)
    {
        var user = await shared.System.AddUserAsync("Ada");
        var order = BffRequests.NewOrder(user);
        order[field] = JsonNode.Parse(value);

        using var response = await _client.PostOrderAsync(order, BffRequests.NewKey());

        var problem = await response.ReadProblemAsync(400);
        Assert.Equal("INVALID_FIELD", (string?)problem["reason"]);
        Assert.Equal([named], problem["errors"]!.AsObject().Select(error => error.Key));
        Assert.Equal(0, await shared.System.CountOrdersAsync(user));
    }

    [Fact]
    public async Task CreateOrder_NameOf10000Characters_IsRefused()
    {
        var order = BffRequests.NewOrder(1);
        order["lines"]![0]!["sku"] = new string('x', 10_000);

        using var response = await _client.PostOrderAsync(order, BffRequests.NewKey());

        Assert.Contains("64", (await response.ReadProblemAsync(400)).ErrorOf("lines[0].sku"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateOrder_TooManyLines_IsRefused()
    {
        var order = BffRequests.NewOrder(1);
        order["lines"] = new JsonArray([.. Enumerable.Range(0, 101).Select(_ => new JsonObject { ["sku"] = "a", ["quantity"] = 1, ["unitPrice"] = 1 })]);

        using var response = await _client.PostOrderAsync(order, BffRequests.NewKey());

        Assert.Contains("100", (await response.ReadProblemAsync(400)).ErrorOf("lines"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateOrder_SeveralFaults_NamesThemAll()
    {
        var order = BffRequests.NewOrder(0, quantity: 0);
        order["currency"] = "x";

        using var response = await _client.PostOrderAsync(order, BffRequests.NewKey());

        var problem = await response.ReadProblemAsync(400);
        Assert.Equal(["currency", "lines[0].quantity", "userId"], problem["errors"]!.AsObject().Select(error => error.Key).Order());
    }

    [Theory]
    [InlineData(129)]
    [InlineData(10_000)]
    public async Task CreateOrder_KeyTooLong_IsRefusedAsTheHeader(int length)
    {
        using var response = await _client.PostOrderAsync(BffRequests.NewOrder(1), new string('k', length));

        Assert.Contains("128", (await response.ReadProblemAsync(400)).ErrorOf("Idempotency-Key"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateOrder_UnknownUser_Is404()
    {
        using var response = await _client.PostOrderAsync(BffRequests.NewOrder(int.MaxValue), BffRequests.NewKey());

        Assert.Equal("USER_NOT_FOUND", (string?)(await response.ReadProblemAsync(404))["reason"]);
    }

    [Theory]
    [InlineData("'; DROP TABLE orders; --")]
    [InlineData("\u0645\u0631\u062d\u0628\u0627 \U0001F375 <script>")]
    public async Task CreateOrder_TextThatLooksLikeCode_IsKeptAsItIs(string sku)
    {
        var user = await shared.System.AddUserAsync(sku);
        var order = BffRequests.NewOrder(user);
        order["lines"]![0]!["sku"] = sku;

        using var response = await _client.PostOrderAsync(order, BffRequests.NewKey());

        Assert.Equal(sku, (string?)(await response.ReadJsonAsync(HttpStatusCode.Created))["lines"]![0]!["sku"]);
    }

    [Theory]
    [InlineData("GET", "/api/orders/" + NoOrder, 404, "ORDER_NOT_FOUND", null)]
    [InlineData("GET", "/api/orders/" + NoOrder + "/summary", 404, "ORDER_NOT_FOUND", null)]
    [InlineData("GET", "/api/orders/" + NoOrder + "/summary?userId=1", 404, "ORDER_NOT_FOUND", null)]
    [InlineData("POST", "/api/orders/" + NoOrder + "/cancel", 404, "ORDER_NOT_FOUND", null)]
    [InlineData("GET", "/api/users/2147483647", 404, "USER_NOT_FOUND", null)]
    [InlineData("GET", "/api/orders/x", 400, "INVALID_FIELD", "id")]
    [InlineData("GET", "/api/orders/%ff", 400, "INVALID_FIELD", "id")]
    [InlineData("GET", "/api/orders/x/summary", 400, "INVALID_FIELD", "id")]
    [InlineData("POST", "/api/orders/1%27%20OR%201=1/cancel", 400, "INVALID_FIELD", "id")]
    [InlineData("GET", "/api/users/0", 400, "INVALID_FIELD", "id")]
    [InlineData("GET", "/api/users/-1", 400, "INVALID_FIELD", "id")]
    [InlineData("GET", "/api/orders?pageSize=-1", 400, "INVALID_FIELD", "pageSize")]
    [InlineData("GET", "/api/orders?pageToken=nonsense", 400, "INVALID_FIELD", "pageToken")]
    [InlineData("GET", "/api/orders?pageToken=%00%ff%27", 400, "INVALID_FIELD", "pageToken")]
    [InlineData("GET", "/api/users?pageSize=-1", 400, "INVALID_FIELD", "pageSize")]
    [InlineData("GET", "/api/users?pageToken=AQ", 400, "INVALID_FIELD", "pageToken")]
    public async Task Request_UnknownOrOutOfBounds_IsRefused(string method, string path, int status, string reason, string? field)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        var problem = await response.ReadProblemAsync(status);
        Assert.Equal(reason, (string?)problem["reason"]);
        Assert.Equal(field is null ? [] : [field], problem["errors"]?.AsObject().Select(error => error.Key) ?? []);
    }

    [Fact]
    public async Task ListOrders_TokenOfAnotherFilter_IsRefused()
    {
        var user = await shared.System.AddUserAsync("Ada");
        await _client.PlaceAsync(user);
        await _client.PlaceAsync(user);
        using var page = await _client.GetPathAsync($"/api/orders?userId={user}&pageSize=1");
        var token = (string?)(await page.ReadJsonAsync(HttpStatusCode.OK))["nextPageToken"];

        using var response = await _client.GetPathAsync($"/api/orders?userId={user + 1}&pageToken={token}");

        Assert.NotEmpty((await response.ReadProblemAsync(400)).ErrorOf("pageToken"));
    }
}
