using System.Net;
using System.Text.Json.Nodes;
using WsAspire.Testing.Branching;
using WsGateway.Tests.Hosts;

namespace WsGateway.Tests;

/// <summary>What the gateway makes of a request before it is routed: the branch by the table of all proxies, and what it refuses.</summary>
public sealed class DoorTests(Door door) : IClassFixture<Door>
{
    [Theory]
    [MemberData(nameof(DoorCases.Headers), MemberType = typeof(DoorCases))]
    public async Task Header_OfEachKind_BecomesTheBranchOrIsNone(string headers, string expected) => await ExpectAsync(headers, "/x", expected);

    [Theory]
    [MemberData(nameof(DoorCases.Queries), MemberType = typeof(DoorCases))]
    public async Task Query_OfEachKind_BecomesTheBranchOrIsNone(string path, string headers, string expected) => await ExpectAsync(headers, path, expected);

    [Theory]
    [InlineData("branch: f\0\r\n", "/x", 400)]
    [InlineData("a_b: 1\r\n", "/x", 400)]
    [InlineData("", "/a%2Fb", 400)]
    [InlineData("", "/a%5cb", 400)]
    [InlineData("", "/../b", 400)]
    [InlineData("", "/a%2", 400)]
    [InlineData("Connection: upgrade\r\nUpgrade: websocket\r\n", "/x", 403)]
    public async Task Request_ThatNoServiceShouldSee_IsRefused(string headers, string path, int status) =>
        Assert.StartsWith($"HTTP/1.1 {status}", await door.Gateway.AskAsync(headers, path), StringComparison.Ordinal);

    [Theory]
    [InlineData("/a//b", "/a/b")]
    [InlineData("/a/./b/../c", "/a/c")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/%61%2d%C3%bc?x=%2F..", "/a-%C3%BC?x=%2F..")]
    [InlineData("/a%20b", "/a%20b")]
    [InlineData("/", null)]
    public async Task Path_InAnySpelling_ArrivesInTheNormalOne(string path, string? expected)
    {
        var answer = await door.Gateway.AskAsync("", path);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains(expected is null ? "static" : $"path={expected}\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_OfWhoCalls_AreTheGateways()
    {
        var answer = await door.Gateway.AskAsync("X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil\r\nForwarded: for=1.2.3.4\r\nX-Request-Id: mine\r\nTraceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\r\nTE: trailers\r\nKeep-Alive: 5\r\nX-Branch-Cluster: mine/f1\r\n");

        Assert.Contains("x-forwarded-for: 127.0.0.1\n", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-forwarded-proto: http\n", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-forwarded-host: x\n", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("traceparent: 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-branch-cluster: ws-order", answer, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("x-request-id: ", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("1.2.3.4", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("mine", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("keep-alive", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task HeadersAndHeads_AboveTheLimits_AreRefused()
    {
        var many = string.Concat(Enumerable.Range(0, 120).Select(i => $"h{i}: 1\r\n"));
        Assert.StartsWith("HTTP/1.1 431", await door.Gateway.AskAsync(many), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 431", await door.Gateway.AskAsync($"long: {new string('a', 40_000)}\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AccessLog_HoldsWhatWasMadeOfTheBranch_AndNothingRaw()
    {
        await door.Gateway.AskAsync("branch: planted!\r\ntrace-branch: planted2!\r\n");
        await door.Gateway.AskAsync("branch: asked-for\r\n", "/logged?token=planted3");

        await Wait.UntilAsync(() => door.Gateway.Output.Contains("\"labels.branch_asked\":\"asked-for\"", StringComparison.Ordinal));
        Assert.DoesNotContain("planted", door.Gateway.Output, StringComparison.Ordinal);
        var line = JsonNode.Parse(door.Gateway.Output.Split('\n').Single(line => line.Contains("asked-for", StringComparison.Ordinal)))!;
        Assert.Equal("GET /logged 200", (string?)line["message"]);
        Assert.Equal(200, (int)line["http.response.status_code"]!);
        Assert.Equal(door.Service.Address.Authority, (string?)line["envoy.upstream"]);
        Assert.Equal(1, (int)line["envoy.attempts"]!);
    }

    [Fact]
    public async Task Expect_OfALargeBody_IsAnsweredByTheService()
    {
        // However late the answer comes, the body is not sent before it.
        using var client = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = door.Gateway.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/refuse") { Content = new ByteArrayContent(new byte[1_000_000]) };
        request.Headers.ExpectContinue = true;
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Body_LongerThanWhatIsKept_PassesWhole()
    {
        foreach (var client in (HttpClient[])[door.Gateway.Http1, door.Gateway.Http2])
        {
            foreach (var length in (int[])[0, 1, 65_536, 65_537, 5_000_000])
            {
                using var body = new ByteArrayContent(new byte[length]);
                using var request = new HttpRequestMessage(HttpMethod.Post, "/length") { Content = body, Version = client.DefaultRequestVersion, VersionPolicy = client.DefaultVersionPolicy };
                using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.Equal(length.ToString(System.Globalization.CultureInfo.InvariantCulture), await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            }
        }
    }

    private async Task ExpectAsync(string headers, string path, string expected)
    {
        var answer = await door.Gateway.AskAsync(headers, path);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains($"branch={expected} trace-branch= path=/x", answer, StringComparison.Ordinal);
    }
}
