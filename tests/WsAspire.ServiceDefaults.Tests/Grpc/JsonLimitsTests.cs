using System.Net;
using System.Text.Json.Nodes;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

public sealed class JsonLimitsTests(SampleServiceFixture fixture) : IClassFixture<SampleServiceFixture>
{
    private const int Limit = 4 << 20;
    private readonly SampleService _service = fixture.Service;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Limit, false, HttpStatusCode.OK)]
    [InlineData(Limit, true, HttpStatusCode.OK)]
    [InlineData(Limit + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(Limit + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(10 * Limit, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(10 * Limit, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_AroundTheLimit_IsTakenOrRefused(int size, bool chunked, HttpStatusCode expected)
    {
        using var client = _service.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/example/echo") { Content = new ByteArrayContent(BodyOf(size)) };
        request.Headers.TransferEncodingChunked = chunked;

        using var answer = await client.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        Assert.Equal(expected == HttpStatusCode.OK ? null : 8, (int?)json["code"]);
    }

    [Theory]
    [InlineData("GET", "/nope", 404, 5, "ROUTE_NOT_FOUND", null)]
    [InlineData("GET", "/", 404, 5, "ROUTE_NOT_FOUND", null)]
    [InlineData("GET", "/v1/shapes", 405, 12, "METHOD_NOT_ALLOWED", "POST")]
    [InlineData("DELETE", "/v1/shapes/5", 405, 12, "METHOD_NOT_ALLOWED", "GET, HEAD")]
    [InlineData("OPTIONS", "/v1/shapes", 405, 12, "METHOD_NOT_ALLOWED", "POST")]
    [InlineData("POST", "/peer", 405, 12, "METHOD_NOT_ALLOWED", "GET")]
    [InlineData("DELETE", "/hello.HelloHTTP/SayHello", 405, 12, "METHOD_NOT_ALLOWED", "POST")]
    [InlineData("GET", "/example/echo", 405, 12, "METHOD_NOT_ALLOWED", "POST")]
    public async Task Route_UnknownOrWithAnotherMethod_IsAStatus(string method, string path, int status, int code, string reason, string? allow)
    {
        using var client = _service.CreateHttpClient();

        using var answer = await client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);

        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        Assert.Equal((status, code, reason), ((int)answer.StatusCode, (int)json["code"]!, (string?)json["details"]![0]!["reason"]));
        Assert.Equal(allow, answer.Content.Headers.Allow.Count == 0 ? null : string.Join(", ", answer.Content.Headers.Allow));
    }

    [Theory]
    [InlineData("/v1/shapes/5", 200)]
    [InlineData("/v1/shapes/abc", 400)]
    [InlineData("/v1/shapes", 405)]
    [InlineData("/nope", 404)]
    public async Task Head_OfARoute_IsItsGetWithoutABody(string path, int status)
    {
        using var client = _service.CreateHttpClient();

        using var answer = await client.SendAsync(new HttpRequestMessage(HttpMethod.Head, path), Token);

        Assert.Equal((status, "application/json", 0), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, (await answer.Content.ReadAsByteArrayAsync(Token)).Length));
    }

    [Fact]
    public async Task Message_OverTheLimit_IsResourceExhaustedOverGrpc()
    {
        var client = new Hello.HelloHTTP.HelloHTTPClient(_service.Channel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.SayHelloAsync(new Hello.HelloHTTPRequest { Name = new string('x', Limit) }, cancellationToken: Token));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"id\":\"x\"}")]
    public async Task Body_ThatIsRefused_IsNoErrorInTheLog(string body)
    {
        await using var service = await SampleService.StartAsync();
        using var client = service.CreateHttpClient();

        using var answer = await client.PostAsync("/v1/shapes", new StringContent(body), Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    [Theory]
    [InlineData("cancelled", 499, 1)]
    [InlineData("InvalidArgument", 400, 3)]
    [InlineData("NotFound", 404, 5)]
    [InlineData("FailedPrecondition", 400, 9)]
    [InlineData("Aborted", 409, 10)]
    [InlineData("Unavailable", 503, 14)]
    [InlineData("AlreadyExists", 409, 6)]
    [InlineData("PermissionDenied", 403, 7)]
    [InlineData("Unauthenticated", 401, 16)]
    [InlineData("ResourceExhausted", 429, 8)]
    [InlineData("OutOfRange", 400, 11)]
    [InlineData("Unimplemented", 501, 12)]
    [InlineData("DeadlineExceeded", 504, 4)]
    [InlineData("secret", 500, 13)]
    public async Task Method_ThatFails_HasTheStatusOfHttpToo(string how, int status, int code)
    {
        using var client = _service.CreateHttpClient();

        using var answer = await client.PostAsync("/v1/fail", new StringContent($$"""{"how":"{{how}}"}"""), Token);

        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal((status, code), ((int)answer.StatusCode, (int)JsonNode.Parse(text)!["code"]!));
        Assert.DoesNotContain("10.0.0.7", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stream_OverJson_IsALinePerMessageAndTheErrorLast()
    {
        using var client = _service.CreateHttpClient();

        var lines = (await client.GetStringAsync("/v1/shapes/13/watch", Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal([13, 13], lines.Take(2).Select(line => (int)JsonNode.Parse(line)!["id"]!));
        Assert.Equal(5, (int)JsonNode.Parse(lines[2])!["code"]!);
    }

    [Fact]
    public async Task Body_OfAField_IsThatField()
    {
        using var client = _service.CreateHttpClient();

        using var answer = await client.PostAsync("/v1/shapes/7:close", new StringContent("""{"sku":"a"}"""), Token);
        using var wrong = await client.PostAsync("/v1/shapes/7:close", new StringContent("""{"unitPrice":"a"}"""), Token);

        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        Assert.Equal((7, "a"), ((int)json["id"]!, (string?)json["line"]!["sku"]));
        Assert.Contains("line.unit_price: expected an integer", await wrong.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Body_ThatNeverComes_LeavesNoErrorInTheLog()
    {
        using (var connection = await RawConnection.OpenAsync(_service.Port))
        {
            await connection.SendAsync("POST /example/echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");
        }

        using var client = _service.CreateHttpClient();
        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/example/echo", new StringContent("{}"), Token)).StatusCode);
        Assert.DoesNotContain(_service.Logs.Lines, line => line.Level >= LogLevel.Error && !line.Message.Contains("Fail", StringComparison.Ordinal));
    }

    private static byte[] BodyOf(int size)
    {
        var body = new byte[size];
        body.AsSpan().Fill((byte)' ');
        "{\"name\":\"x\"}"u8.CopyTo(body);
        return body;
    }
}
