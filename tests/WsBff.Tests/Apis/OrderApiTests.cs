using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using WsBff.Tests.Hosts;

namespace WsBff.Tests.Apis;

public sealed class OrderApiTests(SharedSystem shared)
{
    private readonly HttpClient _client = shared.System.Client;

    [Fact]
    public async Task CreateOrder_Good_IsPlacedAndFoundAtItsLocation()
    {
        var user = await shared.System.AddUserAsync("Ada");

        using var response = await _client.PostOrderAsync(BffRequests.NewOrder(user), BffRequests.NewKey());

        var order = await response.ReadJsonAsync(HttpStatusCode.Created);
        Assert.Equal("""[{"sku":"tea","quantity":2,"unitPrice":450},{"sku":"cup","quantity":1,"unitPrice":0}]""", order["lines"]!.ToJsonString());
        Assert.Equal(900, (long)order["total"]!);
        Assert.Equal("PLACED", (string?)order["state"]);
        Assert.Equal(1, (int)order["version"]!);
        Assert.True(DateTimeOffset.TryParseExact(
            (string?)order["createdAt"], "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture, DateTimeStyles.None, out var created));
        Assert.InRange(created, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
        Assert.Equal($"/api/orders/{order["id"]}", response.Headers.Location?.OriginalString);

        using var found = await _client.GetPathAsync(response.Headers.Location!.OriginalString);
        Assert.Equal(order.ToJsonString(), (await found.ReadJsonAsync(HttpStatusCode.OK)).ToJsonString());
    }

    [Fact]
    public async Task CreateOrder_SameKeyAgain_IsTheSameOrder()
    {
        var user = await shared.System.AddUserAsync("Ada");
        var key = BffRequests.NewKey();

        using var first = await _client.PostOrderAsync(BffRequests.NewOrder(user), key);
        using var second = await _client.PostOrderAsync(BffRequests.NewOrder(user), key);

        Assert.Equal(
            (await first.ReadJsonAsync(HttpStatusCode.Created)).ToJsonString(),
            (await second.ReadJsonAsync(HttpStatusCode.Created)).ToJsonString());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(1, await shared.System.CountOrdersAsync(user));
    }

    [Fact]
    public async Task CreateOrder_SameKeyAtOnce_IsOneOrder()
    {
        var user = await shared.System.AddUserAsync("Ada");
        var key = BffRequests.NewKey();

        var responses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _client.PostOrderAsync(BffRequests.NewOrder(user), key)));

        var ids = new HashSet<string>();
        foreach (var response in responses)
        {
            ids.Add((string)(await response.ReadJsonAsync(HttpStatusCode.Created))["id"]!);
            response.Dispose();
        }

        Assert.Single(ids);
        Assert.Equal(1, await shared.System.CountOrdersAsync(user));
    }

    [Fact]
    public async Task CreateOrder_SameKeyOtherContent_Is422()
    {
        var user = await shared.System.AddUserAsync("Ada");
        var key = BffRequests.NewKey();
        using var first = await _client.PostOrderAsync(BffRequests.NewOrder(user), key);

        using var second = await _client.PostOrderAsync(BffRequests.NewOrder(user, quantity: 3), key);

        Assert.Equal("IDEMPOTENCY_KEY_REUSED", (string?)(await second.ReadProblemAsync(422))["reason"]);
        Assert.Equal(1, await shared.System.CountOrdersAsync(user));
    }

    [Fact]
    public async Task CreateOrder_NoKey_IsRefused()
    {
        using var response = await _client.PostOrderAsync(BffRequests.NewOrder(1));

        Assert.Contains("is required", (await response.ReadProblemAsync(400)).ErrorOf("Idempotency-Key"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateOrder_TwoKeys_IsRefused()
    {
        // HttpClient joins them to one line with a comma; a raw request sends two lines.
        var answer = await RawHttp.SendAsync(
            shared.System.Bff.Plain.BaseAddress!,
            "POST /api/orders HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
            + "Idempotency-Key: a\r\nIdempotency-Key: b\r\n\r\n{}");

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("\"Idempotency-Key\":[\"must be given once\"]", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateOrder_KeyWithComma_IsOneKey()
    {
        var user = await shared.System.AddUserAsync("Ada");
        var key = BffRequests.NewKey();

        using var first = await _client.PostOrderAsync(BffRequests.NewOrder(user), $"{key}, 1");
        using var second = await _client.PostOrderAsync(BffRequests.NewOrder(user, quantity: 5), $"{key}, 2");

        await first.ReadJsonAsync(HttpStatusCode.Created);
        await second.ReadJsonAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task CreateOrder_LargestOfAll_IsExactInJson()
    {
        var user = await shared.System.AddUserAsync("Ada");
        var order = BffRequests.NewOrder(user);
        order["lines"] = new JsonArray([.. Enumerable.Range(0, 100).Select(_ =>
            new JsonObject { ["sku"] = new string('\u4e2d', 64), ["quantity"] = 100, ["unitPrice"] = 99_999_999 })]);

        using var response = await _client.PostOrderAsync(order, BffRequests.NewKey());

        Assert.Equal(999_999_990_000, (long)(await response.ReadJsonAsync(HttpStatusCode.Created))["total"]!);
    }

    [Fact]
    public async Task ListOrders_PageByPage_HasEachOrderOnceNewestFirst()
    {
        var user = await shared.System.AddUserAsync("Ada");
        var placed = new List<string>();
        for (var count = 0; count < 5; count++)
        {
            placed.Insert(0, await _client.PlaceAsync(user));
        }

        var listed = new List<string>();
        var pages = 0;
        for (string? token = ""; token is not null; pages++)
        {
            using var response = await _client.GetPathAsync($"/api/orders?userId={user}&pageSize=2{(token is "" ? "" : "&pageToken=" + token)}");
            var page = await response.ReadJsonAsync(HttpStatusCode.OK);
            listed.AddRange(page["items"]!.AsArray().Select(item => (string)item!["id"]!));
            token = (string?)page["nextPageToken"];
        }

        Assert.Equal(placed, listed);
        Assert.Equal(3, pages);
    }

    [Fact]
    public async Task ListOrders_OfNobody_IsAnEmptyLastPage()
    {
        using var response = await _client.GetPathAsync("/api/orders?userId=2147483647");

        Assert.Equal("""{"items":[],"nextPageToken":null}""", (await response.ReadJsonAsync(HttpStatusCode.OK)).ToJsonString());
    }

    [Fact]
    public async Task CancelOrder_Placed_IsCancelledOnce()
    {
        var id = await _client.PlaceAsync(await shared.System.AddUserAsync("Ada"));

        using var first = await _client.CancelOrderAsync(id, expectedVersion: 1);
        using var again = await _client.CancelOrderAsync(id);

        var cancelled = await first.ReadJsonAsync(HttpStatusCode.OK);
        Assert.Equal("CANCELLED", (string?)cancelled["state"]);
        Assert.Equal(2, (int)cancelled["version"]!);
        Assert.Equal(cancelled.ToJsonString(), (await again.ReadJsonAsync(HttpStatusCode.OK)).ToJsonString());
    }

    [Fact]
    public async Task CancelOrder_OtherVersion_Is409AndChangesNothing()
    {
        var id = await _client.PlaceAsync(await shared.System.AddUserAsync("Ada"));

        using var response = await _client.CancelOrderAsync(id, expectedVersion: 7);

        Assert.Equal("VERSION_MISMATCH", (string?)(await response.ReadProblemAsync(409))["reason"]);
        using var order = await _client.GetPathAsync($"/api/orders/{id}");
        Assert.Equal("PLACED", (string?)(await order.ReadJsonAsync(HttpStatusCode.OK))["state"]);
    }
}
