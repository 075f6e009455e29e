using System.Diagnostics;
using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary>A branch of one service in the running system, and its doors over TLS: the same behind each proxy.</summary>
/// <param name="system">The system.</param>
public abstract class ProxiedSystemTests(ProxiedRun system)
{
    private const string Reads = "/api/users";
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Branch_OfOneService_ServesItsRequests_AndTestWhereItIsKilled()
    {
        var run = system.Require();
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{run.BffPort}") };
        await UntilServedAsync(client, "f1", "ws-bff=test(no-instance), ws-order=f1", run);

        Assert.Equal("ws-bff=test, ws-order=test", await AskAsync(client, null));
        Assert.Equal("ws-bff=test(no-instance), ws-order=test(no-instance)", await AskAsync(client, "f2"));
        Assert.Equal("ws-bff=test(invalid), ws-order=test", await AskAsync(client, "F1"));

        // A person enters the branch with a browser, and stays there by the cookie.
        using (var entered = await client.GetAsync($"{Reads}?branch=f1", Token))
        {
            Assert.Equal("ws-bff=test(no-instance), ws-order=f1", Assert.Single(entered.Headers.GetValues("branch-served")));
            Assert.StartsWith("branch=f1;", Assert.Single(entered.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        }

        Assert.Equal("ws-bff=test(no-instance), ws-order=f1", await AskAsync(client, null));
        using var leaving = await client.GetAsync($"{Reads}?branch=", Token);
        Assert.Equal("ws-bff=test, ws-order=test", await AskAsync(client, null));

        // kill -9 under a stream of reads: none fails, and from then on test serves.
        var answers = new List<string>();
        var killed = false;
        for (var i = 0; i < 300; i++)
        {
            if (i == 100)
            {
                await run.KillWithAsync("Branching__Branch=f1");
                killed = true;
            }

            answers.Add(await AskAsync(client, "f1"));
        }

        Assert.True(killed);
        Assert.All(answers[..100], served => Assert.Equal("ws-bff=test(no-instance), ws-order=f1", served));
        Assert.All(answers[101..], served => Assert.StartsWith("ws-bff=test(no-instance), ws-order=test", served, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_IsOneTrace_FromTheDoorIntoTheDatabase_InSpansAndInLogs()
    {
        var run = system.Require();
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{run.BffPort}") };
        using var dashboard = await Dashboard.EnterAsync(run, Token);
        var trace = Guid.NewGuid().ToString("n");
        const string Caller = "00f067aa0ba902b7";
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Reads}?token=planted-in-a-query");
        request.Headers.Add("traceparent", $"00-{trace}-{Caller}-01");
        request.Headers.Add("branch", "nobody");
        using var answer = await client.SendAsync(request, Token);
        answer.EnsureSuccessStatusCode();

        var spans = await dashboard.WaitForSpansAsync(trace, spans => spans.Any(TracePath.IsSql) && TracePath.IsWhole(spans, Caller), Token);

        // Each hop is the child of the one before it.
        var proxy = Proxy(spans);
        Assert.Equal([.. proxy, "ws-bff 2", "ws-bff 3", .. proxy, "ws-order 2", "ws-order 3"], TracePath.To(spans.First(TracePath.IsSql), spans));

        // Which branch was asked for, and which served.
        Assert.All(spans.Where(span => span.Kind == 2), span => Assert.Equal(("nobody", "test"), (span.Attributes.GetValueOrDefault("ws.branch.asked"), span.Attributes.GetValueOrDefault("branch"))));
        Assert.DoesNotContain(spans.SelectMany(span => span.Attributes.Values), value => value.Contains("planted", StringComparison.Ordinal));
        var sql = spans.First(TracePath.IsSql).Attributes;
        Assert.Contains("FROM `user`", sql.GetValueOrDefault("db.statement") ?? sql["db.query.text"], StringComparison.Ordinal);
        Assert.Equal("6", sql.GetValueOrDefault("db.response.returned_rows"));
        var call = spans.Single(span => span is { Service: "ws-order", Kind: 2 }).Attributes;
        Assert.True(call.GetValueOrDefault("rpc.response.status_code") == "OK", string.Join(", ", call));

        foreach (var service in new[] { "ws-bff", "ws-order" })
        {
            var line = Assert.Single(await LinesOfAsync(service, trace));
            Assert.Contains("\"branch\":\"test\"", line, StringComparison.Ordinal);
        }

        // Envoy writes what it has of its access log every ten seconds.
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(s_start);
        while (!run.Output.Contains($"\"trace.id\":\"{trace}\"", StringComparison.Ordinal))
        {
            await Task.Delay(100, timeout.Token);
        }

        Assert.DoesNotContain("planted", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_IsOneTrace_ForAnApmServerToo()
    {
        var collector = system.RequireCollector();
        using var client = new HttpClient { BaseAddress = new Uri($"http://localhost:{system.Require().BffPort}") };
        var trace = Guid.NewGuid().ToString("n");
        using var request = new HttpRequestMessage(HttpMethod.Get, Reads);
        request.Headers.Add("traceparent", $"00-{trace}-00f067aa0ba902b7-01");
        using var answer = await client.SendAsync(request, Token);
        answer.EnsureSuccessStatusCode();

        // Envoy's own spans go to the dashboard here; what the services sent hangs together.
        await collector.WaitForSpansAsync(
            trace,
            spans => spans.FirstOrDefault(TracePath.IsSql) is { } sql && spans.Any(span => span.SpanId == sql.ParentId && span.Service == "ws-order") && spans.Any(span => span is { Service: "ws-bff", Kind: 3 }),
            Token);
    }

    [Fact]
    public async Task Door_WithACertificate_SpeaksBothVersionsOfHttp_AndTheCookieIsSecure()
    {
        CommandLine.RequireProgram("curl");
        var run = system.Require();

        Assert.Equal("it ok!Hello gRPC. 1.1", await CurlAsync($"--http1.1 -w ' %{{http_version}}' https://localhost:{system.TlsPort}/"));
        Assert.Equal("it ok!Hello gRPC. 2", await CurlAsync($"--http2 -w ' %{{http_version}}' https://localhost:{system.TlsPort}/"));
        Assert.Contains("set-cookie: branch=f1; path=/; secure; samesite=lax; httponly", await CurlAsync($"-i 'https://localhost:{system.TlsPort}/?branch=f1'"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("set-cookie: branch=f1; path=/; samesite=lax; httponly", await CurlAsync($"-i -H 'x-forwarded-proto: https' 'http://localhost:{run.BffPort}/?branch=f1'"), StringComparison.OrdinalIgnoreCase);
    }

    // A service writes its log in its own time.
    private async Task<string[]> LinesOfAsync(string service, string trace)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(Token);
        timeout.CancelAfter(s_start);
        while (true)
        {
            string[] lines = [.. (await system.ReadLogFilesAsync(service)).Where(line => line.Contains(trace, StringComparison.Ordinal))];
            if (lines.Length > 0)
            {
                return lines;
            }

            await Task.Delay(100, timeout.Token);
        }
    }

    private static async Task<string> CurlAsync(string arguments)
    {
        var (exitCode, output) = await CommandLine.RunAsync($"curl -sk --max-time 20 {arguments}");
        Assert.True(exitCode == 0, $"curl {arguments} ended with {exitCode}: {output}");
        return output.TrimEnd('\n');
    }

    private static async Task UntilServedAsync(HttpClient client, string branch, string expected, RunCommand run)
    {
        var waited = Stopwatch.StartNew();
        while (await AskAsync(client, branch) is var served && served != expected)
        {
            Assert.True(waited.Elapsed < s_start, $"still served by {served}:\n{run.Output}");
            await Task.Delay(50, Token);
        }
    }

    // Each has to succeed.
    private static async Task<string> AskAsync(HttpClient client, string? branch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Reads);
        if (branch is not null)
        {
            request.Headers.Add("branch", branch);
        }

        using var answer = await client.SendAsync(request, Token);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Token)}");
        return string.Join(", ", answer.Headers.GetValues("branch-served"));
    }

    // What one passage through the proxy adds: Envoy has one span, the gateway one for each side.
    private static string[] Proxy(IReadOnlyList<CollectedSpan> spans) => spans.Any(span => span.Service == "envoy") ? ["envoy 2"] : ["ws-gateway 2", "ws-gateway 3"];
}
