using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using WsBff.Tests.Hosts;

namespace WsBff.Tests.Apis;

public sealed class OrderSummaryTests(SharedSystem shared)
{
    private readonly HttpClient _client = shared.System.Client;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task GetOrderSummary_Whole_IsTrimmedToWhatThePageNeeds(bool pageKnowsTheUser)
    {
        var user = await shared.System.AddUserAsync("Ada");
        var id = await _client.PlaceAsync(user, quantity: 3);

        using var response = await _client.GetPathAsync($"/api/orders/{id}/summary{(pageKnowsTheUser ? $"?userId={user}" : "")}");

        var summary = (await response.ReadJsonAsync(HttpStatusCode.OK)).AsObject();
        Assert.NotNull(summary["createdAt"]);
        summary.Remove("createdAt");
        var expected = $$"""
            {"id":"{{id}}","state":"PLACED","version":1,"itemCount":4,"total":1350,"currency":"EUR","customer":{"id":{{user}},"name":"Ada"},"partial":false,"missing":[]}
            """;
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), summary), summary.ToJsonString());
    }

    [Fact]
    public async Task GetOrderSummary_PageIsWrongAboutTheUser_HasTheRealOne()
    {
        var user = await shared.System.AddUserAsync("Ada");
        var other = await shared.System.AddUserAsync("Eve");
        var id = await _client.PlaceAsync(user);

        using var response = await _client.GetPathAsync($"/api/orders/{id}/summary?userId={other}");

        Assert.Equal("Ada", (string?)(await response.ReadJsonAsync(HttpStatusCode.OK))["customer"]!["name"]);
    }

    [Fact]
    public async Task GetOrderSummary_CustomerFails_IsPartial()
    {
        await using var system = await RealSystem.StartAsync(shared.Server);
        var user = await system.AddUserAsync("Ada");
        var id = await system.Client.PlaceAsync(user);
        await using var renamed = await system.ExecuteAsync("RENAME TABLE `user` TO `user_away`");

        foreach (var query in new[] { "", $"?userId={user}" })
        {
            using var response = await system.Client.GetPathAsync($"/api/orders/{id}/summary{query}");

            AssertPartial(await response.ReadJsonAsync(HttpStatusCode.OK), id);
        }

        using var alone = await system.Client.GetPathAsync($"/api/users/{user}");
        Assert.InRange((int)alone.StatusCode, 502, 503);
        await alone.ReadProblemAsync((int)alone.StatusCode);
    }

    [Fact]
    [Trait("needs", "quiet")]
    public async Task GetOrderSummary_CustomerHangs_IsPartialWithinItsTimeout()
    {
        // Nothing else ends the call so soon.
        await using var system = await RealSystem.StartAsync(
            shared.Server,
            new Dictionary<string, string> { ["Summary:CustomerTimeout"] = "00:00:00.3", ["GrpcClient:Deadline"] = "00:01:00" },
            new Dictionary<string, string> { ["Order__DatabaseTimeout"] = "00:00:30" });
        var user = await system.AddUserAsync("Ada");
        var id = await system.Client.PlaceAsync(user);
        await using var locked = await system.ExecuteAsync("LOCK TABLES `user` WRITE");
        var watch = Stopwatch.StartNew();

        using var response = await system.Client.GetPathAsync($"/api/orders/{id}/summary?userId={user}");

        AssertPartial(await response.ReadJsonAsync(HttpStatusCode.OK), id);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.25), TimeSpan.FromSeconds(2.5));
    }

    [Fact]
    public async Task GetOrderSummary_OrderFails_IsNoSummary()
    {
        await using var system = await RealSystem.StartAsync(shared.Server);
        var user = await system.AddUserAsync("Ada");
        var id = await system.Client.PlaceAsync(user);
        await using var renamed = await system.ExecuteAsync("RENAME TABLE `order_lines` TO `order_lines_away`");

        using var response = await system.Client.GetPathAsync($"/api/orders/{id}/summary?userId={user}");

        Assert.InRange((int)response.StatusCode, 502, 503);
        await response.ReadProblemAsync((int)response.StatusCode);
    }

    private static void AssertPartial(JsonNode summary, string id)
    {
        Assert.Equal(id, (string?)summary["id"]);
        Assert.Equal(900, (long)summary["total"]!);
        Assert.Null(summary["customer"]);
        Assert.True((bool)summary["partial"]!);
        Assert.Equal("[\"customer\"]", summary["missing"]!.ToJsonString());
    }
}
