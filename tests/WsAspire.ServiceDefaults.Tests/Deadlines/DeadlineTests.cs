using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using WsAspire.ServiceDefaults.Tests.Shapes;

namespace WsAspire.ServiceDefaults.Tests.Deadlines;

public sealed class DeadlineTests
{
    private const string Url = "http://127.0.0.1:0";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Grpc-Timeout", "200m")]
    [InlineData("X-Request-Timeout", "0.2")]
    [InlineData("X-Request-Timeout", "200m")]
    [InlineData("Grpc-Timeout", "0S")]
    public async Task JsonCall_WhoseTimeIsOver_Is504(string header, string value)
    {
        await using var service = await SampleService.StartAsync();

        using var answer = await SendAsync(service, "/v1/fail", header, value, """{"how":"wait"}""");

        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        Assert.Equal((504, 4, "DEADLINE_EXCEEDED"), ((int)answer.StatusCode, (int)json["code"]!, (string?)json["details"]![0]!["reason"]));
    }

    [Fact]
    public async Task PlainRoute_WhoseTimeIsOver_IsAProblem504()
    {
        await using var service = await SampleService.StartAsync(map: MapRoutes);

        using var answer = await SendAsync(service, "/wait", "X-Request-Timeout", "0.2");

        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!;
        Assert.Equal((504, "application/problem+json", "DEADLINE_EXCEEDED"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, (string?)json["reason"]));
        Assert.DoesNotContain(service.Logs.Lines, line => line.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Answer_ThatHasBegun_IsCutAndNotEndedAsIfWhole()
    {
        var time = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var service = await SampleService.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(time), MapRoutes);
        using var client = service.CreateHttpClient();
        client.DefaultRequestHeaders.Add("X-Request-Timeout", "0.3");
        await using var answer = await client.GetStreamAsync("/begin", Token);
        await answer.ReadExactlyAsync(new byte["half".Length], Token);

        time.Advance(TimeSpan.FromSeconds(0.3));

        await Assert.ThrowsAnyAsync<IOException>(() => answer.CopyToAsync(Stream.Null, Token));
    }

    [Fact]
    public async Task Body_ThatDoesNotCome_Is504AtTheDeadline()
    {
        await using var service = await SampleService.StartAsync();
        using var connection = await RawConnection.OpenAsync(service.Port);

        await connection.SendAsync("POST /example/echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nGrpc-Timeout: 300m\r\nContent-Length: 100\r\n\r\n{");

        Assert.StartsWith("HTTP/1.1 504", await connection.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Grpc-Timeout", "5", "/example/echo")]
    [InlineData("Grpc-Timeout", "soon", "/peer")]
    [InlineData("X-Request-Timeout", "-1", "/example/echo")]
    [InlineData("X-Request-Timeout", "2 s", "/peer")]
    public async Task Timeout_ThatIsMalformed_Is400AndNamed(string header, string value, string path)
    {
        await using var service = await SampleService.StartAsync();

        using var answer = await SendAsync(service, path, header, value, path == "/peer" ? null : "{}");

        var text = await answer.Content.ReadAsStringAsync(Token);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(header, text, StringComparison.Ordinal);
        Assert.Contains("INVALID_FIELD", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Timeout_AboveTheMost_IsCutToIt()
    {
        await using var service = await SampleService.StartAsync(["--urls", Url, "--Deadline:Max", "00:00:00.2"], null, map: MapRoutes);

        using var answer = await SendAsync(service, "/wait", "Grpc-Timeout", "1H");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
    }

    [Fact]
    public async Task Timeout_InBothHeaders_IsTheNearer()
    {
        await using var service = await SampleService.StartAsync(map: MapRoutes);
        using var client = service.CreateHttpClient();
        client.DefaultRequestHeaders.Add("Grpc-Timeout", "1H");

        using var answer = await SendAsync(client, "/wait", "X-Request-Timeout", "0.2");

        Assert.Equal(HttpStatusCode.GatewayTimeout, answer.StatusCode);
    }

    [Fact]
    public async Task DefaultDeadline_WhereConfigured_BoundsEachFaceButNoStream()
    {
        await using var service = await SampleService.StartAsync(["--urls", Url, "--Deadline:Default", "00:00:00.3"], null, map: MapRoutes);
        using var http = service.CreateHttpClient();
        var grpc = new ShapeService.ShapeServiceClient(service.Channel);

        Assert.Equal(504, (int)(await http.GetAsync("/wait", Token)).StatusCode);
        Assert.Equal(504, (int)(await http.PostAsync("/v1/fail", new StringContent("""{"how":"wait"}"""), Token)).StatusCode);
        var late = await Assert.ThrowsAsync<RpcException>(async () => await grpc.FailAsync(new FailRequest { How = "wait" }, cancellationToken: Token));
        Assert.Equal(StatusCode.DeadlineExceeded, late.StatusCode);
        using var stream = grpc.Watch(new Shape { Id = 77 }, cancellationToken: Token);
        Assert.Equal(0, await LastAmountAsync(stream));
    }

    [Fact]
    public async Task Request_WithoutTimeout_HasNoDeadline()
    {
        await using var service = await SampleService.StartAsync();
        using var client = service.CreateHttpClient();

        using var answer = await client.PostAsync("/v1/fail", new StringContent("""{"how":"deadline"}"""), Token);

        var left = long.Parse((string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["totalAmount"]!, CultureInfo.InvariantCulture);
        Assert.True(left > TimeSpan.FromDays(1000).TotalMilliseconds);
    }

    internal static void MapRoutes(WebApplication app)
    {
        app.MapGet("/wait", async (CancellationToken cancellationToken) => await Task.Delay(Timeout.Infinite, cancellationToken));
        app.MapGet("/begin", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("half", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
    }

    internal static async Task<HttpResponseMessage> SendAsync(SampleService service, string path, string header, string value, string? body = null)
    {
        using var client = service.CreateHttpClient();
        return await SendAsync(client, path, header, value, body);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string header, string value, string? body = null)
    {
        using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, path) { Content = body is null ? null : new StringContent(body) };
        request.Headers.TryAddWithoutValidation(header, value);
        return await client.SendAsync(request, Token);
    }

    private static async Task<long> LastAmountAsync(AsyncServerStreamingCall<Shape> stream)
    {
        var last = -1L;
        await foreach (var shape in stream.ResponseStream.ReadAllAsync(Token))
        {
            last = shape.TotalAmount;
        }

        return last;
    }
}
