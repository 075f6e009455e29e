using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

public sealed class JsonFaceTests(SampleServiceFixture fixture) : IClassFixture<SampleServiceFixture>
{
    private readonly SampleService _service = fixture.Service;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"totalAmount":"9007199254740993"}""", "totalAmount", "\"9007199254740993\"")]
    [InlineData("""{"total_amount":9007199254740993}""", "totalAmount", "\"9007199254740993\"")]
    [InlineData("""{"state":"CLOSED"}""", "state", "\"CLOSED\"")]
    [InlineData("""{"state":"SHAPE_STATE_CLOSED"}""", "state", "\"CLOSED\"")]
    [InlineData("""{"line":{"unitPrice":3}}""", "line", """{"sku":"","unitPrice":3}""")]
    [InlineData("""{"unknown":[{}]}""", "id", "0")]
    [InlineData("""{"id":null}""", "id", "0")]
    [InlineData("\uFEFF{\"id\":4}", "id", "4")]
    [InlineData("", "id", "0")]
    [InlineData(" \r\n", "id", "0")]
    public async Task Body_ThatIsValid_IsTakenAndAnswered(string body, string field, string expected)
    {
        var (status, answer) = await PostAsync("/v1/shapes", body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(expected, answer[field]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"id":1.5}""", "id", "expected an integer, got 1.5")]
    [InlineData("""{"id":"x1"}""", "id", "expected an integer, got \"x1\"")]
    [InlineData("""{"id":99999999999}""", "id", "expected an integer from -2147483648 to 2147483647, got 99999999999")]
    [InlineData("""{"totalAmount":"x"}""", "total_amount", "expected an integer, got \"x\"")]
    [InlineData("""{"big":-1}""", "big", "expected an integer from 0 to 18446744073709551615, got -1")]
    [InlineData("""{"isBig":1}""", "is_big", "expected true or false, got 1")]
    [InlineData("""{"name":5}""", "name", "expected a string, got 5")]
    [InlineData("""{"name":"\ud800"}""", "name", "the string holds half of a surrogate pair")]
    [InlineData("""{"content":"%%"}""", "content", "expected a string of base64, got \"%%\"")]
    [InlineData("""{"weight":"heavy"}""", "weight", "expected a number, got \"heavy\"")]
    [InlineData("""{"state":"nope"}""", "state", "expected one of UNSPECIFIED, OPEN, CLOSED, got \"nope\"")]
    [InlineData("""{"line":5}""", "line", "expected an object, got 5")]
    [InlineData("""{"lines":[{},{"unitPrice":"abc"}]}""", "lines[1].unit_price", "expected an integer, got \"abc\"")]
    [InlineData("""{"lines":[null]}""", "lines[0]", "expected an object, got null")]
    [InlineData("""{"numbers":{}}""", "numbers", "expected an array, got an object")]
    [InlineData("""{"counts":{"a":"x"}}""", "counts[\"a\"]", "expected an integer, got \"x\"")]
    [InlineData("""{"createdAt":"yesterday"}""", "created_at", "expected a time such as \"2026-01-31T12:00:00Z\", got \"yesterday\"")]
    [InlineData("""{"age":"5"}""", "age", "expected a duration such as \"1.5s\", got \"5\"")]
    [InlineData("""{"optionalCount":"x"}""", "optional_count", "expected an integer, got \"x\"")]
    [InlineData("""[1]""", "", "expected an object, got an array")]
    [InlineData("""null""", "", "expected an object, got null")]
    [InlineData("""{"id":1,"id":2}""", "id", "is given more than once")]
    [InlineData("""{"id":1,"\u0069d":2}""", "id", "is given more than once")]
    [InlineData("""{"lines":[{"sku":"a","sku":"b"}]}""", "lines[0].sku", "is given more than once")]
    [InlineData("""{"other":{"a":1,"a":2}}""", "other.a", "is given more than once")]
    public async Task Body_WithAWrongField_NamesIt(string body, string field, string description)
    {
        var (status, answer) = await PostAsync("/v1/shapes", body);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal(3, (int)answer["code"]!);
        Assert.Equal("INVALID_FIELD", (string?)Detail(answer, "ErrorInfo")["reason"]);
        Assert.Equal("ws-sample", (string?)Detail(answer, "ErrorInfo")["domain"]);
        var violation = Assert.Single(Detail(answer, "BadRequest")["fieldViolations"]!.AsArray());
        Assert.Equal(field, (string?)violation!["field"]);
        Assert.Equal(description, (string?)violation["description"]);
        Assert.Contains(description, (string?)answer["message"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_WithSeveralWrongFields_NamesAll()
    {
        var (_, answer) = await PostAsync("/v1/shapes", """{"id":"x","name":5}""");

        Assert.Equal(["id", "name"], Detail(answer, "BadRequest")["fieldViolations"]!.AsArray().Select(violation => (string?)violation!["field"]));
        Assert.Equal("id: expected an integer, got \"x\" (and 1 more)", (string?)answer["message"]);
    }

    [Theory]
    [InlineData("{", "line 1, byte 2")]
    [InlineData("{\n\"id\":1,}", "line 2, byte 8")]
    [InlineData("{\"id\":1}x", "line 1, byte 9")]
    [InlineData("{\"name\":\"a\0b\"}", "line 1, byte 11")]
    [InlineData("{\"name\":NaN}", "line 1, byte 9")]
    [InlineData("{\"name\":\"\u00ff\"}", "UTF-8")]
    public async Task Body_ThatIsNoJson_SaysWhere(string latin1, string place)
    {
        var (status, answer) = await PostAsync("/v1/shapes", new ByteArrayContent(Encoding.Latin1.GetBytes(latin1)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("MALFORMED_JSON", (string?)Detail(answer, "ErrorInfo")["reason"]);
        Assert.Contains(place, (string?)answer["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65)]
    [InlineData(100_000)]
    public async Task Body_NestedTooDeep_IsRefused(int depth)
    {
        var (status, answer) = await PostAsync("/v1/shapes", $$"""{"x":{{new string('[', depth)}}{{new string(']', depth)}}}""");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("depth of 60", (string?)answer["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("text/plain", HttpStatusCode.OK)]
    [InlineData("application/x-www-form-urlencoded", HttpStatusCode.OK)]
    [InlineData("application/json; charset=\"UTF-8\"", HttpStatusCode.OK)]
    [InlineData("application/merge-patch+json", HttpStatusCode.OK)]
    [InlineData("application/json; charset=utf-16", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/json; charset=bogus", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("application/xml", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("nonsense", HttpStatusCode.UnsupportedMediaType)]
    public async Task ContentType_OfEachKind_IsTakenOrRefused(string? contentType, HttpStatusCode expected)
    {
        var content = new ByteArrayContent("{\"id\":1}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);

        var (status, _) = await PostAsync("/v1/shapes", content);

        Assert.Equal(expected, status);
    }

    [Theory]
    [InlineData("/v1/shapes/abc", "id", "expected an integer, got \"abc\"")]
    [InlineData("/v1/shapes/5?totalAmount=x", "total_amount", "expected an integer, got \"x\"")]
    [InlineData("/v1/shapes/5?line.unitPrice=x", "line.unit_price", "expected an integer, got \"x\"")]
    [InlineData("/v1/shapes/5?name=a&name=b", "name", "is given more than once")]
    [InlineData("/v1/shapes/5?isBig=", "is_big", "expected true or false, got \"\"")]
    [InlineData("/v1/shapes/5?state=x", "state", "expected one of UNSPECIFIED, OPEN, CLOSED, got \"x\"")]
    [InlineData("/v1/shapes/5?lines.sku=x", "lines.sku", "cannot be given as a parameter")]
    [InlineData("/v1/shapes/5?createdAt=x", "created_at", "expected a time such as \"2026-01-31T12:00:00Z\", got \"x\"")]
    public async Task Parameter_ThatDoesNotParse_IsNamed(string path, string field, string description)
    {
        var (status, answer) = await SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        var violation = Assert.Single(Detail(answer, "BadRequest")["fieldViolations"]!.AsArray());
        Assert.Equal((field, description), ((string?)violation!["field"], (string?)violation["description"]));
    }

    [Theory]
    [InlineData("/v1/shapes/5?totalAmount=7&line.unitPrice=3&numbers=1&numbers=2", """{"line":{"sku":"","unitPrice":3},"numbers":[1,2],"totalAmount":"7"}""")]
    [InlineData("/v1/shapes/5?state=CLOSED", """{"state":"CLOSED"}""")]
    [InlineData("/v1/shapes/5?state=SHAPE_STATE_OPEN&state_=x", """{"state":"OPEN"}""")]
    public async Task Parameter_OfEachKind_IsTaken(string path, string expected)
    {
        var (status, answer) = await SendAsync(HttpMethod.Get, path);

        Assert.Equal(HttpStatusCode.OK, status);
        foreach (var (name, value) in JsonNode.Parse(expected)!.AsObject())
        {
            Assert.Equal(value!.ToJsonString(), answer[name]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData(0, "1.1")]
    [InlineData(1_500, "1.1")]
    [InlineData(30_000, "1.1")]
    [InlineData(40_000, "1.1")]
    [InlineData(400_000, "1.1")]
    [InlineData(30_000, "2.0")]
    [InlineData(40_000, "2.0")]
    public async Task Answer_OfEachLength_IsWhole_AndTellsItsLengthWhereItIsShort(int length, string version)
    {
        using var client = _service.CreateHttpClient();
        var name = new string('x', length);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/shapes")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent($"{{\"name\":\"{name}\"}}", Encoding.UTF8, "application/json"),
        };

        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Token);

        var promised = answer.Content.Headers.ContentLength;
        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal(name, (string?)JsonNode.Parse(text)!["name"]);
        Assert.Equal(length < 32_000 ? text.Length : null, (int?)promised);
    }

    private static JsonNode Detail(JsonNode answer, string type) =>
        Assert.Single(answer["details"]!.AsArray(), detail => ((string?)detail!["@type"])!.EndsWith("google.rpc." + type, StringComparison.Ordinal))!;

    private Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(string path, string body) =>
        PostAsync(path, new StringContent(body, Encoding.UTF8, "application/json"));

    private Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(string path, HttpContent content) => SendAsync(HttpMethod.Post, path, content);

    private async Task<(HttpStatusCode Status, JsonNode Answer)> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var client = _service.CreateHttpClient();
        using var request = new HttpRequestMessage(method, path) { Content = content };
        using var answer = await client.SendAsync(request, Token);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!);
    }
}
