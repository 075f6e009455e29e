using System.Net;
using System.Text.Json.Nodes;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

public sealed class JsonQueryTests(RouteServiceFixture fixture) : IClassFixture<RouteServiceFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("counts[a]=1&counts[b%5D]=-2", "counts", """{"a":1,"b]":-2}""")]
    [InlineData("colors[7]=RED&colors[8]=COLOR_RED&colors[9]=0", "colors", """{"7":"RED","8":"RED","9":"UNSPECIFIED"}""")]
    [InlineData("times[x]=2026-01-31T12:00:00Z", "times", """{"x":"2026-01-31T12:00:00Z"}""")]
    [InlineData("inner.counts[a]=3", "inner.counts", """{"a":3}""")]
    [InlineData("isOpen=1", "isOpen", "true")]
    [InlineData("is_open=t", "isOpen", "true")]
    [InlineData("maybe=0", "maybe", "false")]
    [InlineData("key=_-8", "key", "\"/+8=\"")]
    [InlineData("inner.inner.rank=4", "inner.inner.rank", "4")]
    [InlineData("user=a", "user", "\"a\"")]
    [InlineData("other.name=a", "other.name", "\"a\"")]
    [InlineData("user=a&inner.group=b", "inner.group", "\"b\"")]
    [InlineData("numbers=1&numbers=2&unknown=3", "numbers", "[1,2]")]
    public async Task Query_OfEachKind_IsBound(string query, string path, string expected)
    {
        var (status, answer) = await GetAsync("/v1/choices?" + query);

        Assert.Equal(HttpStatusCode.OK, status);
        var found = path.Split('.').Aggregate(answer, (node, name) => node[name]!);
        Assert.Equal(expected, found.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Theory]
    [InlineData("/v1/choices?user=a&group=b", "group", "cannot be given together with user: both are of the oneof target")]
    [InlineData("/v1/choices?user=a&other.name=b", "other.name", "cannot be given together with user: both are of the oneof target")]
    [InlineData("/v1/choices?inner.user=a&inner.group=b", "inner.group", "cannot be given together with user: both are of the oneof target")]
    [InlineData("/v1/users/u/choices?group=b", "group", "cannot be given together with user: both are of the oneof target")]
    [InlineData("/v1/choices?isOpen=true&is_open=false", "is_open", "is given more than once")]
    [InlineData("/v1/choices?isOpen=2", "is_open", "expected true or false, got \"2\"")]
    [InlineData("/v1/choices?counts=1", "counts", "is a map; write counts[key]=value")]
    [InlineData("/v1/choices?counts[a]=x", "counts[\"a\"]", "expected an integer, got \"x\"")]
    [InlineData("/v1/choices?counts[a]=1&counts[a]=2", "counts[\"a\"]", "is given more than once")]
    [InlineData("/v1/choices?colors[x]=RED", "colors[\"x\"]", "expected an integer as key")]
    [InlineData("/v1/choices?names[x]=y", "names[\"x\"]", "expected an object, got \"y\"")]
    public async Task Query_ThatCouldOnlyBeGuessed_IsRefusedAndNamed(string path, string field, string description)
    {
        var (status, answer) = await GetAsync(path);

        Assert.Equal((HttpStatusCode.BadRequest, 3), (status, (int)answer["code"]!));
        var violation = Assert.Single(answer["details"]![1]!["fieldViolations"]!.AsArray())!;
        Assert.Equal((field, description), ((string?)violation["field"], (string?)violation["description"]));
    }

    [Theory]
    [InlineData("/v1/choices?noField[x]=1")]
    [InlineData("/v1/choices?%00=1&a.b.c=2&[]=3&counts[=4&]=5")]
    public async Task Query_OfUnknownNames_IsSkipped(string path)
    {
        var (status, answer) = await GetAsync(path);

        Assert.Equal((HttpStatusCode.OK, 0), (status, answer["counts"]!.AsObject().Count));
    }

    [Fact]
    public async Task Query_DeeperThanAnyMessage_IsSkipped()
    {
        var (status, _) = await GetAsync("/v1/choices?" + string.Concat(Enumerable.Repeat("inner.", 1000)) + "rank=1");

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task Query_BesideABodyThatIsAll_IsNotRead()
    {
        using var client = fixture.Service.CreateHttpClient();

        using var answer = await client.PostAsync("/v1/choices?user=a&group=b", new StringContent("""{"group":"c"}"""), Token);

        Assert.Equal("c", (string?)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["group"]);
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> GetAsync(string path)
    {
        using var client = fixture.Service.CreateHttpClient();
        using var answer = await client.GetAsync(path, Token);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!);
    }
}
