using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

public sealed class JsonRouteTests(RouteServiceFixture fixture) : IClassFixture<RouteServiceFixture>
{
    private const string Choice = """{"isOpen":true,"counts":{"a":1},"inner":{"size":"3","other":{},"numbers":[]},"weight":null}""";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/v1/folders/a/b/c", "name", "\"folders/a/b/c\"")]
    [InlineData("GET", "/v1/files/1/parts/2:open", "name", "\"files/1/parts/2\"")]
    [InlineData("GET", "/v1/users/u/choices", "user", "\"u\"")]
    [InlineData("PURGE", "/v1/choices?size=5", "size", "\"5\"")]
    [InlineData("GET", "/v1/folders/a%20b", "name", "\"folders/a b\"")]
    public async Task Route_OfEachTemplate_IsBound(string method, string path, string field, string expected)
    {
        var (status, json) = await SendAsync(method, path);

        Assert.Equal((HttpStatusCode.OK, expected), (status, json[field]!.ToJsonString()));
    }

    [Fact]
    public async Task ResponseBody_OfAField_IsThatField()
    {
        var (_, json) = await SendAsync("GET", "/v1/listed");

        Assert.Equal("""["a","b"]""", json.ToJsonString());
    }

    [Theory]
    [InlineData("""{"user":"a","group":"b"}""", "group")]
    [InlineData("""{"inner":{"user":"a","other":{}}}""", "inner.other")]
    public async Task Body_WithTwoMembersOfAOneof_NamesTheSecond(string body, string field)
    {
        var (status, json) = await SendAsync("POST", "/v1/choices", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(field, (string?)json["details"]![1]!["fieldViolations"]![0]!["field"]);
    }

    [Theory]
    [InlineData("""{"rank":"12","size":"7","numbers":["1",2.0,3e0]}""", """{"rank":12,"size":"7","numbers":[1,2,3]}""")]
    [InlineData("""{"size":1e3,"weight":"1.5"}""", """{"size":"1000","weight":1.5}""")]
    [InlineData("""{"key":"_-8"}""", """{"key":"/+8="}""")]
    [InlineData("""{"numbers":null,"rank":"1"}""", """{"numbers":[],"rank":1}""")]
    [InlineData("""{"counts":{"a":"5"},"inner":{"rank":"6"}}""", """{"counts":{"a":5}}""")]
    [InlineData("\uFEFF{\"rank\":\"7\"}", """{"rank":7}""")]
    public async Task Body_InAnotherSpellingOfProtobuf_IsTaken(string body, string expected)
    {
        var (status, json) = await SendAsync("POST", "/v1/choices", body);

        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var (name, value) in JsonNode.Parse(expected)!.AsObject())
        {
            Assert.True(JsonNode.DeepEquals(value, json[name]), $"{name}: {json[name]}");
        }
    }

    [Fact]
    public async Task BodyOfAField_InAnotherSpelling_IsTaken()
    {
        var (status, json) = await SendAsync("POST", "/v1/choices/inner?size=2", """{"rank":"12"}""");

        Assert.Equal((HttpStatusCode.OK, 12, "2"), (status, (int)json["inner"]!["rank"]!, (string?)json["size"]));
    }

    [Theory]
    [InlineData("", Choice, "isOpen,counts,inner.size,inner.other,inner.numbers,weight")]
    [InlineData("?updateMask=is_open,inner.size", Choice, "isOpen,inner.size")]
    [InlineData("?update_mask=isOpen", Choice, "isOpen")]
    [InlineData("", "{}", "")]
    public async Task Patch_HasTheMaskThatWasGivenOrTheNamesOfTheBody(string query, string body, string mask)
    {
        var (status, json) = await SendAsync("PATCH", "/v1/choices/c1" + query, body);

        Assert.Equal((HttpStatusCode.OK, mask, "c1"), (status, (string?)json["updateMask"], (string?)json["choice"]!["id"]));
    }

    [Theory]
    [InlineData("?update_mask=isOpen,nope", "{}", "update_mask")]
    [InlineData("?update_mask=counts.a", "{}", "update_mask")]
    [InlineData("", """{"inner":{"nope":1}}""", "choice.inner.nope")]
    public async Task Patch_OfAnUnknownField_NamesIt(string query, string body, string field)
    {
        var (status, json) = await SendAsync("PATCH", "/v1/choices/c1" + query, body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(field, (string?)json["details"]![1]!["fieldViolations"]![0]!["field"]);
    }

    [Fact]
    public async Task HttpBody_InAndOut_IsRaw()
    {
        using var client = fixture.Service.CreateHttpClient();
        using var content = new ByteArrayContent([0xFF, 0, 1]);
        content.Headers.ContentType = new MediaTypeHeaderValue("image/png");

        using var answer = await client.PostAsync("/v1/uploads/logo", content, Token);

        Assert.Equal(("image/png", "logo:3"), (answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(Token)));
    }

    [Fact]
    public async Task HttpBody_OverTheLimit_Is413()
    {
        using var client = fixture.Service.CreateHttpClient();

        using var answer = await client.PostAsync("/v1/uploads/logo", new ByteArrayContent(new byte[(4 << 20) + 1]), Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Body_Compressed_IsRefusedBeforeItIsRead()
    {
        using var client = fixture.Service.CreateHttpClient();
        using var content = new ByteArrayContent([0x1f, 0x8b]);
        content.Headers.ContentEncoding.Add("gzip");

        using var answer = await client.PostAsync("/v1/choices", content, Token);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
    }

    [Fact]
    public async Task Strict_UnknownName_IsRefusedAndNamed()
    {
        await using var service = await RouteServiceFixture.StartAsync("--Transcoding:Strict", "true");
        using var client = service.CreateHttpClient();

        using var wrong = await client.PostAsync("/v1/choices", new StringContent("""{"inner":{"nope":1}}"""), Token);
        using var right = await client.PostAsync("/v1/choices", new StringContent("""{"inner":{"rank":"1"}}"""), Token);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.OK), (wrong.StatusCode, right.StatusCode));
        Assert.Contains("inner.nope: is not known", await wrong.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ClientStream_OverJson_IsNotThere()
    {
        var (status, json) = await SendAsync("POST", "/v1/collect", "{}");

        Assert.Equal((HttpStatusCode.NotFound, 5), (status, (int)json["code"]!));
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(string method, string path, string? body = null)
    {
        using var client = fixture.Service.CreateHttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body is null ? null : new StringContent(body) };
        using var answer = await client.SendAsync(request, Token);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!);
    }
}
