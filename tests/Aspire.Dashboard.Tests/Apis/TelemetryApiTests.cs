using System.Net;
using System.Text.Json.Nodes;
using Aspire.Dashboard.Storage;
using Aspire.Dashboard.Tests.Hosts;

namespace Aspire.Dashboard.Tests.Apis;

/// <summary>What can be asked of traces and log records.</summary>
public sealed class TelemetryApiTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "3 2 1")]
    [InlineData("?resource=ws-bff", "3 1")]
    [InlineData("?text=ordERS", "1")]
    [InlineData("?text=SELECT%201", "2")]
    [InlineData("?text=00000000000000000000000000000003", "3")]
    [InlineData("?branch=f1", "2")]
    [InlineData("?branch=f2", "1")]
    [InlineData("?branch=f", "")]
    [InlineData("?errors=true", "2")]
    [InlineData("?requests=true", "3 1")]
    [InlineData("?minMs=60", "3")]
    [InlineData("?minMs=60&errors=true", "")]
    [InlineData("?limit=1", "3")]
    [InlineData("?limit=-5", "3")]
    public async Task Traces_AreFiltered_NewestFirst(string query, string expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Make.Traces(
            Make.From("ws-bff", Make.Span(1, 1, name: "GET /orders", took: 20)),
            Make.From("ws-order", Make.Span(1, 2, 1, "ListOrders", 5, 10, false, Make.Attribute("branch", "test"), Make.Attribute("ws.branch.asked", "f2"))),
            Make.From("ws-order", Make.Work(2, 3, name: "query", took: 50, failed: true, attributes: [Make.Attribute("db.query.text", "select 1"), Make.Attribute("branch", "f1")]))));
        await dashboard.SendAsync(Make.Traces(Make.From("ws-bff", Make.Span(3, 4, took: 70))));

        var items = (await dashboard.ReadAsync($"/api/traces{query}"))["items"]!.AsArray();

        Assert.Equal(expected, string.Join(' ', items.Select(item => ((string)item!["id"]!).TrimStart('0'))));
    }

    [Fact]
    public async Task Trace_InTheList_SaysWhoTookPart()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Make.Traces(
            Make.From("ws-order", Make.Span(1, 2, 1, "ListOrders", 5, 30, true, Make.Attribute("branch", "f1"))),
            Make.From("ws-bff", Make.Span(1, 1, name: "GET /orders", took: 20))));

        var item = (await dashboard.ReadAsync("/api/traces"))["items"]![0]!;

        Assert.Equal(
            ("GET /orders", "ws-bff", 35.0, 2, 1, "[{\"name\":\"ws-order\",\"spans\":1,\"errors\":1},{\"name\":\"ws-bff\",\"spans\":1,\"errors\":0}]", "[\"f1\"]"),
            ((string)item["name"]!, (string)item["resource"]!, (double)item["durationMs"]!, (int)item["spans"]!, (int)item["errors"]!, item["resources"]!.ToJsonString(), item["branches"]!.ToJsonString()));
    }

    [Theory]
    [InlineData("00000000000000000000000000000009")]
    [InlineData("nonsense")]
    [InlineData("%3Cb%3E")]
    public async Task Trace_ThatIsNotThere_Is404AsJson(string id)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.Client.GetAsync($"/api/traces/{id}", Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.NotNull(JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancelled))!["error"]);
    }

    [Theory]
    [InlineData("/api/traces?minMs=abc")]
    [InlineData("/api/traces?limit=99999999999999")]
    [InlineData("/api/logs?level=Loud")]
    [InlineData("/api/logs?trace=xyz")]
    public async Task Question_ThatMakesNoSense_Is400(string path)
    {
        await using var dashboard = await TestDashboard.StartAsync();

        using var answer = await dashboard.Client.GetAsync(path, Cancelled);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task List_WithTheLastVersion_IsSentAgainOnlyAfterAChange()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Make.Traces(Make.From("a", Make.Span(1, 1))));
        var version = (long)(await dashboard.ReadAsync("/api/traces"))["version"]!;

        using var same = await dashboard.Client.GetAsync($"/api/traces?version={version}", Cancelled);
        await dashboard.SendAsync(Make.Traces(Make.From("a", Make.Span(1, 2))));
        using var other = await dashboard.Client.GetAsync($"/api/traces?version={version}", Cancelled);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.OK), (same.StatusCode, other.StatusCode));
    }

    [Theory]
    [InlineData("", "d c b a")]
    [InlineData("?resource=ws-bff", "d")]
    [InlineData("?level=Warning", "d b")]
    [InlineData("?level=warning&resource=ws-order", "b")]
    [InlineData("?text=KIWI", "c")]
    [InlineData("?branch=f1", "b a")]
    [InlineData("?trace=00000000000000000000000000000007", "c")]
    [InlineData("?limit=2", "d c")]
    public async Task Logs_AreFiltered_NewestFirst(string query, string expected)
    {
        await using var dashboard = await TestDashboard.StartAsync();
        await dashboard.SendAsync(Make.Logs(
            "ws-order",
            Make.Log("a", 5, attributes: Make.Attribute("branch", "f1")),
            Make.Log("b", 13, attributes: Make.Attribute("ws.branch.asked", "f1")),
            Make.Log("c", 9, trace: 7, span: 8, attributes: Make.Attribute("fruit", "kiwi"))));
        await dashboard.SendAsync(Make.Logs("ws-bff", Make.Log("d", 21)));

        var items = (await dashboard.ReadAsync($"/api/logs{query}"))["items"]!.AsArray();

        Assert.Equal(expected, string.Join(' ', items.Select(item => (string)item!["message"]!)));
    }

    [Fact]
    public async Task Number_ThatIsNone_IsNoFault()
    {
        await using var dashboard = await TestDashboard.StartAsync();
        dashboard.Application.Telemetry.Metrics.Add(
            [new(new("a", "", "ratio", ""), MetricKind.Gauge, "1", "", false, new(1, double.NaN))]);

        Assert.Equal("NaN", (string?)(await dashboard.ReadAsync("/api/metrics"))["items"]![0]!["points"]![0]![1]);
    }
}
