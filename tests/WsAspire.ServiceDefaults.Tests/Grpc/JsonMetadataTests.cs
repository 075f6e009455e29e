using System.Net;
using System.Text.Json.Nodes;
using Grpc.Core;
using WsAspire.ServiceDefaults.Tests.Routes;

namespace WsAspire.ServiceDefaults.Tests.Grpc;

public sealed class JsonMetadataTests(RouteServiceFixture fixture) : IClassFixture<RouteServiceFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Authorization", "Bearer x", "authorization=Bearer x")]
    [InlineData("branch", "f1", "branch=f1")]
    [InlineData("baggage", "a=b", "baggage=a=b")]
    [InlineData("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "traceparent=00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("Grpc-Metadata-Tenant", "t1", "tenant=t1")]
    [InlineData("Grpc-Metadata-key-bin", "_-8", "key-bin=FFEF")]
    [InlineData("Cookie", "session=1", null)]
    [InlineData("X-Secret", "1", null)]
    [InlineData("Accept", "text/html", null)]
    [InlineData("Grpc-Timeout", "1S", null)]
    [InlineData("Grpc-Metadata-grpc-timeout", "1S", null)]
    [InlineData("Grpc-Metadata-", "1", null)]
    [InlineData("Grpc-Metadata-a!b", "1", null)]
    public async Task RequestHeader_OfEachKind_IsMetadataOrNot(string name, string value, string? expected)
    {
        using var client = fixture.Service.CreateHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/seen");
        request.Headers.TryAddWithoutValidation(name, value);

        using var answer = await client.SendAsync(request, Token);

        var seen = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Token))!["items"]!.AsArray().Select(item => (string)item!);
        Assert.Equal(expected is null ? [] : [expected], seen);
    }

    [Fact]
    public async Task RequestHeader_Binary_ThatIsNoBase64_IsNamed()
    {
        using var client = fixture.Service.CreateHttpClient();
        client.DefaultRequestHeaders.Add("Grpc-Metadata-key-bin", "%%");

        using var answer = await client.GetAsync("/v1/seen", Token);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Grpc-Metadata-key-bin: expected base64", await answer.Content.ReadAsStringAsync(Token), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("x-other, X-Tenant", "X-Tenant", "x-tenant=1")]
    [InlineData("*", "Cookie", "cookie=1")]
    public async Task RequestHeader_ThatIsConfigured_IsMetadata(string configured, string name, string expected)
    {
        await using var service = await RouteServiceFixture.StartAsync("--Transcoding:RequestHeaders", configured);
        using var client = service.CreateHttpClient();
        client.DefaultRequestHeaders.TryAddWithoutValidation(name, "1");

        Assert.Contains(expected, await client.GetStringAsync("/v1/seen", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RequestHeader_OverGrpc_IsMetadataWhateverItsName()
    {
        var client = new RouteService.RouteServiceClient(fixture.Service.Channel);

        var seen = await client.SeenAsync(new Named(), new Metadata { { "x-secret", "1" } }, cancellationToken: Token);

        Assert.Contains("x-secret=1", seen.Items);
    }

    [Theory]
    [InlineData("now", HttpStatusCode.OK)]
    [InlineData("later", HttpStatusCode.OK)]
    [InlineData("busy", HttpStatusCode.TooManyRequests)]
    [InlineData("who", HttpStatusCode.Unauthorized)]
    [InlineData("status", HttpStatusCode.NotFound)]
    public async Task Trailer_OfAnAnswer_IsAHeader(string name, HttpStatusCode status)
    {
        using var client = fixture.Service.CreateHttpClient();

        using var answer = await client.GetAsync("/v1/trail/" + name, Token);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(["7", "8"], answer.Headers.GetValues("Grpc-Trailer-x-cost"));
        Assert.Equal(["AQI="], answer.Headers.GetValues("Grpc-Trailer-x-key-bin"));
        Assert.False(answer.Headers.Contains("Grpc-Trailer-grpc-status-details-bin"));
        Assert.Equal(name == "busy" ? ["3"] : [], answer.Headers.TryGetValues("Retry-After", out var after) ? after : []);
        Assert.Equal(name == "who" ? ["Bearer"] : [], answer.Headers.WwwAuthenticate.Select(scheme => scheme.ToString()));
        Assert.Equal(name == "status", answer.Headers.Contains("Grpc-Trailer-x-why"));
    }

    [Fact]
    public async Task Trailer_ThatIsConfigured_HasItsOwnName()
    {
        await using var service = await RouteServiceFixture.StartAsync("--Transcoding:ResponseTrailers", "x-other, Branch-Served");
        using var client = service.CreateHttpClient();

        using var answer = await client.GetAsync("/v1/trail/now", Token);

        Assert.Equal(["ws-sample=test"], answer.Headers.GetValues("branch-served"));
        Assert.False(answer.Headers.Contains("Grpc-Trailer-branch-served"));
    }

    [Fact]
    public async Task ResponseHeader_OfAMethod_KeepsItsName()
    {
        using var client = fixture.Service.CreateHttpClient();

        using var answer = await client.GetAsync("/v1/seen", Token);

        Assert.Equal(["yes"], answer.Headers.GetValues("x-seen"));
    }

    [Fact]
    public async Task RetryAfter_OverGrpc_IsRetryInfo()
    {
        var client = new RouteService.RouteServiceClient(fixture.Service.Channel);

        var refused = await Assert.ThrowsAsync<RpcException>(async () => await client.TrailAsync(new Named { Name = "busy" }, cancellationToken: Token));

        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2.5), refused.GetRpcStatus()!.GetDetail<Google.Rpc.RetryInfo>().RetryDelay.ToTimeSpan());
    }
}
