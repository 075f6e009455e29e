using System.Net;
using System.Text.Json.Nodes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Hello;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace WsAspire.ServiceDefaults.Tests.Limits;

public sealed class RateLimitTests
{
    private static readonly string[] s_one = ["--RateLimit:Permits", "1", "--RateLimit:Window", "01:00:00"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Limit_ThatIsReached_IsSaidInTheFormOfEachFace()
    {
        await using var service = await StartAsync(s_one);
        using var http = service.CreateHttpClient();
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/peer", Token)).StatusCode);

        using var json = await http.PostAsync("/example/echo", new StringContent("{}"), Token);
        using var plain = await http.GetAsync("/peer", Token);
        var grpc = await Assert.ThrowsAsync<RpcException>(
            async () => await new HelloHTTP.HelloHTTPClient(service.Channel).SayHelloAsync(new HelloHTTPRequest(), cancellationToken: Token));

        var status = JsonNode.Parse(await json.Content.ReadAsStringAsync(Token))!;
        Assert.Equal((429, 8, "RATE_LIMITED"), ((int)json.StatusCode, (int)status["code"]!, (string?)status["details"]![0]!["reason"]));
        Assert.InRange(json.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Assert.Equal((429, "application/problem+json"), ((int)plain.StatusCode, plain.Content.Headers.ContentType?.MediaType));
        Assert.Equal("RATE_LIMITED", (string?)JsonNode.Parse(await plain.Content.ReadAsStringAsync(Token))!["reason"]);
        Assert.Equal((StatusCode.ResourceExhausted, "RATE_LIMITED"), (grpc.StatusCode, grpc.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason));
        Assert.InRange(grpc.GetRpcStatus()!.GetDetail<RetryInfo>().RetryDelay.ToTimeSpan(), TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1));
    }

    [Fact]
    public async Task Refusal_OverGrpc_IsTrailersOnlyUnder200()
    {
        await using var service = await StartAsync(s_one);
        using var http = service.CreateHttpClient();
        await http.GetAsync("/peer", Token);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hello.HelloHTTP/SayHello")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent([0, 0, 0, 0, 0]) { Headers = { ContentType = new("application/grpc") } },
        };

        using var answer = await http.SendAsync(request, Token);

        Assert.Equal((HttpStatusCode.OK, "application/grpc"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal("8", answer.Headers.GetValues("grpc-status").Single());
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Probes_AndEndpointsThatSaySo_AreExempt()
    {
        await using var service = await SampleService.StartAsync(
            ["--urls", "http://127.0.0.1:0", .. s_one], null, map: app => app.MapGet("/free", () => "free").DisableRateLimiting());
        using var http = service.CreateHttpClient();
        await http.GetAsync("/peer", Token);

        foreach (var path in (string[])["/alive", "/ready", "/health", "/free"])
        {
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(path, Token)).StatusCode);
        }

        var health = await new global::Grpc.Health.V1.Health.HealthClient(service.Channel).CheckAsync(new HealthCheckRequest(), cancellationToken: Token);
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await http.GetAsync("/peer", Token)).StatusCode);
    }

    [Fact]
    public async Task Partition_ByHeader_CountsEachValueForItself()
    {
        await using var service = await StartAsync([.. s_one, "--RateLimit:Partition", "Header", "--RateLimit:Header", "X-Api-Key", "--RateLimit:MaxPartitions", "1000000"]);

        Assert.Equal<IEnumerable<int>>([200, 200, 429, 200, 429], await AskAsync(service, "a", "b", "a", "", "b"));
    }

    [Fact]
    public async Task Partitions_AreNeverMoreThanConfigured()
    {
        await using var service = await StartAsync([.. s_one, "--RateLimit:Partition", "Header", "--RateLimit:Header", "X-Api-Key", "--RateLimit:MaxPartitions", "3"]);

        var answers = await AskAsync(service, [.. Enumerable.Range(0, 60).Select(i => $"key-{i}")]);

        Assert.InRange(answers.Count(status => status == 200), 1, 3);
    }

    [Theory]
    [InlineData("--RateLimit:Partition", "address")]
    [InlineData("--RateLimit:Burst", "1")]
    public async Task Peer_AboveHisPermits_IsRefused(string key, string value)
    {
        await using var service = await StartAsync([.. s_one, key, value]);

        Assert.Equal<IEnumerable<int>>([200, 429], await AskAsync(service, "", ""));
    }

    [Fact]
    public async Task Burst_AboveThePermits_IsTakenAfterAQuietTime()
    {
        await using var service = await StartAsync([.. s_one, "--RateLimit:Burst", "3"]);

        Assert.Equal<IEnumerable<int>>([200, 200, 200, 429], await AskAsync(service, "", "", "", ""));
    }

    [Fact]
    public async Task Queue_WhereConfigured_LetsRequestsWait()
    {
        await using var service = await StartAsync(["--RateLimit:Permits", "1", "--RateLimit:Window", "00:00:00.2", "--RateLimit:Queue", "10"]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(service, "")));

        Assert.All(answers, status => Assert.Equal<IEnumerable<int>>([200], status));
    }

    [Theory]
    [InlineData("--RateLimit:Partition", "Header", "RateLimit:header")]
    [InlineData("--RateLimit:Permits", "0", "RateLimit:permits")]
    [InlineData("--RateLimit:Partition", "Planet", "RateLimit:Partition")]
    [InlineData("--RateLimit:Permit", "1", "RateLimit:Permit")]
    public async Task Configuration_ThatIsWrong_RefusesTheStartAndIsNamed(string key, string value, string named)
    {
        var refused = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync([key, value]));

        Assert.Contains(named, refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    private static Task<SampleService> StartAsync(string[] more) => SampleService.StartAsync(["--urls", "http://127.0.0.1:0", .. more], null);

    private static async Task<int[]> AskAsync(SampleService service, params string[] keys)
    {
        using var client = service.CreateHttpClient();
        var answers = new List<int>();
        foreach (var key in keys)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/peer");
            if (key.Length > 0)
            {
                request.Headers.Add("X-Api-Key", key);
            }

            answers.Add((int)(await client.SendAsync(request, Token)).StatusCode);
        }

        return [.. answers];
    }
}
