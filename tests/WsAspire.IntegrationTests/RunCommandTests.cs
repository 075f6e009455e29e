using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using WsAspire.IntegrationTests.HowTo;
using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary>What a person at a shell sees of <c>./run</c>.</summary>
public sealed class RunCommandTests
{
    private static readonly TimeSpan s_afterKill = TimeSpan.FromSeconds(10);

    private static CancellationToken CancellationToken => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_StoppedAndStartedAgainByDotnetRun_KeepsDataAndLeavesNoProcess()
    {
        var state = $".ws/test/state-{Guid.NewGuid():n}";
        try
        {
            string location;
            await using (var first = RunCommand.Start($"--state {state}"))
            {
                await first.WaitUntilReadyAsync();
                location = await PlaceOrderAsync(first);
                await first.InterruptAsync();

                Assert.Equal(0, first.ExitCode);
                Assert.Empty(first.LivingProcesses());
            }

            await using var second = RunCommand.Start($"--state {state}", command: RunCommand.DotnetRun);
            await second.WaitUntilReadyAsync();
            using var client = new HttpClient();
            using var order = await client.GetAsync($"http://localhost:{second.BffPort}{location}", CancellationToken);

            Assert.True(order.IsSuccessStatusCode, await order.Content.ReadAsStringAsync(CancellationToken));
            await second.InterruptAsync();
            Assert.Empty(second.LivingProcesses());
        }
        finally
        {
            Directory.Delete(Path.Combine(RepositoryRoot.Path, state), recursive: true);
        }
    }

    [Fact]
    public async Task Run_ReadmesCurls_AnswerAsItSays_AndEphemeralLeavesNothing()
    {
        CommandLine.RequireProgram("curl");
        var state = $".ws/test/state-{Guid.NewGuid():n}";
        await using var run = RunCommand.Start($"--ephemeral --state {state}");
        await run.WaitUntilReadyAsync();
        var readme = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "README.md"), CancellationToken);
        var examples = Example.Read(readme).Where(example => example.Program == "curl").ToList();
        Assert.True(examples.Count >= 6, $"README.md has only {examples.Count} curls with an answer");

        foreach (var example in examples)
        {
            await example.RunAsync(new Dictionary<int, int> { [9100] = run.BffPort, [8080] = run.OrderPort });
        }

        await run.InterruptAsync();
        Assert.Empty(run.LivingProcesses());
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(RepositoryRoot.Path, state)));
        Directory.Delete(Path.Combine(RepositoryRoot.Path, state), recursive: true);
    }

    [Fact]
    public async Task Run_BesideARunningOne_NamesWhoHoldsThePort_AndKilled_LeavesNoProcess()
    {
        var state = $".ws/test/state-{Guid.NewGuid():n}";
        await using var first = RunCommand.Start($"--ephemeral --state {state}");
        await first.WaitUntilReadyAsync();

        await using (var second = RunCommand.Start($"--ephemeral --state {state}", first.BffPort, first.OrderPort))
        {
            await second.WaitForExitAsync();

            Assert.NotEqual(0, second.ExitCode);
            Assert.Contains($"{first.BffPort}", second.Output, StringComparison.Ordinal);
            Assert.Matches("is held by (envoy|WsAspire.AppHost)", second.Output);
            Assert.Contains("--ports", second.Output, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", second.Output, StringComparison.Ordinal);
        }

        await first.KillAsync();

        var waited = Stopwatch.StartNew();
        while (first.LivingProcesses() is { Count: > 0 } living)
        {
            Assert.True(waited.Elapsed < s_afterKill, $"alive {s_afterKill.TotalSeconds:0} s after the AppHost was killed:\n{string.Join('\n', living)}");
            await Task.Delay(50, CancellationToken);
        }

        Directory.Delete(Path.Combine(RepositoryRoot.Path, state), recursive: true);
    }

    [Theory]
    [InlineData("--help", 0, "usage: ./run")]
    [InlineData("--containers", 1, "--containers needs a value")]
    [InlineData("--containers maybe", 1, "--containers: expected true or false, got 'maybe'")]
    [InlineData("--dashboard maybe", 1, "--dashboard: expected true or false, got 'maybe'")]
    [InlineData("branches", 1, "unknown argument 'branches'")]
    [InlineData("--ports 9100", 1, "--ports: expected random, or NAME=PORT")]
    [InlineData("--proxy", 1, "--proxy needs a value")]
    [InlineData("--proxy nginx", 1, "--proxy: expected container, envoy, gateway or none, got 'nginx'")]
    [InlineData("--certificate no-such.pem", 1, "--certificate: expected a PEM file; there is no file 'no-such.pem'")]
    [InlineData("--certificate-key", 1, "--certificate-key needs a value")]
    [InlineData("--apm --containers false", 1, "--apm: Elasticsearch, Kibana and an APM server are containers")]
    [InlineData("--branch f1", 1, "--branch: expected BRANCH=SERVICE or BRANCH=SERVICE@WORKTREE")]
    [InlineData("--branch f1=ws-order@/not/there", 1, "--branch: there is no folder /not/there")]
    public async Task Run_Arguments_AreExplained(string arguments, int expectedCode, string expected)
    {
        var (exitCode, output) = await CommandLine.RunAsync($"./run {arguments}");

        Assert.Equal(expectedCode, Math.Min(exitCode, 1));
        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    private static async Task<string> PlaceOrderAsync(RunCommand run)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("Idempotency-Key", Guid.NewGuid().ToString());
        var order = JsonSerializer.Deserialize<JsonElement>("""{"userId": 1, "currency": "EUR", "lines": [{"sku": "tea", "quantity": 2, "unitPrice": 350}]}""");
        using var answer = await client.PostAsJsonAsync($"http://localhost:{run.BffPort}/api/orders", order, CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(CancellationToken));
        return answer.Headers.Location!.ToString();
    }
}
