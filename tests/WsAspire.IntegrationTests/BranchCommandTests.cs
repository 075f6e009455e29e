using System.Diagnostics;
using System.Text.Json;
using WsAspire.IntegrationTests.HowTo;
using WsAspire.Testing;

namespace WsAspire.IntegrationTests;

/// <summary><c>./run branch</c> against a system that runs, behind the real Envoy.</summary>
public sealed class BranchCommandTests(RunningBranches system) : IClassFixture<RunningBranches>
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_build = TimeSpan.FromMinutes(8);
    private static readonly HttpClient s_client = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Add_IsServed_ReplacedUnderLoadWithoutAFailure_AndRemoved()
    {
        var added = await RunAsync("add f1 --service ws-order");
        Assert.Contains($"try   curl -i -H 'branch: f1' {system.Order}ready", added, StringComparison.Ordinal);
        Assert.Contains("end   ./run branch remove f1", added, StringComparison.Ordinal);
        Assert.Equal("ws-order=f1", await ServedAsync(system.Order, "f1"));
        Assert.Equal("ws-bff=test(no-instance), ws-order=f1", await ServedAsync(system.Bff, "f1"));
        Assert.Matches(@"f1 +ws-order +1 +ready .* branch add, ", await RunAsync("list"));
        var explained = await RunAsync("explain f1");
        Assert.Contains("ws-order: f1 serves it.", explained, StringComparison.Ordinal);
        Assert.Contains("ws-bff: ws-bff has no instance for f1. test serves it. (no-instance)", explained, StringComparison.Ordinal);
        var before = (await ListAsync("f1")).Single();

        // Each answer has to be f1's, and to succeed.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var load = Task.Run(async () =>
        {
            var served = 0;
            for (; !stop.IsCancellationRequested; served++)
            {
                Assert.Equal("ws-order=f1", await ServedAsync(system.Order, "f1"));
            }

            return served;
        });
        await RunAsync("add f1 --service ws-order --replicas 2");
        var after = await ListAsync("f1");
        await stop.CancelAsync();
        Assert.True(await load > 100, "there was no load");
        Assert.Equal(2, after.Count);
        Assert.DoesNotContain(before.GetProperty("address").GetString(), after.Select(row => row.GetProperty("address").GetString()));

        Assert.Contains("ended ws-order of f1", await RunAsync("remove f1"), StringComparison.Ordinal);

        // For some seconds it is known that there was an instance.
        var left = Stopwatch.StartNew();
        while (await ServedAsync(system.Order, "f1") is var served && served != "ws-order=test(no-instance)")
        {
            Assert.Equal("ws-order=test(unhealthy)", served);
            Assert.True(left.Elapsed < s_soon, "it is still known");
            await Task.Delay(50, Token);
        }

        Assert.Contains("has started nothing for f1, and nobody else serves it", await RunAsync("remove f1", 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OtherWorktree_AtTheStartOrAdded_AnswersWithItsOwnCode()
    {
        Assert.Equal("Hello me.", await GreetAsync(null));

        // The system is ready before what was asked for beside it is.
        var waited = Stopwatch.StartNew();
        while (await ServedAsync(system.Order, "f0") is var served && served != "ws-order=f0")
        {
            Assert.True(waited.Elapsed < s_soon, $"still served by {served}");
            await Task.Delay(50, Token);
        }

        Assert.Equal("Hello from the other tree, me.", await GreetAsync("f0"));

        var added = await RunAsync($"add feat/A_b --service ws-order --worktree {system.Worktree}/WsOrder");

        Assert.Contains("feat/A_b is the branch feat-a-b-a3395d6e5d4d here", added, StringComparison.Ordinal);
        Assert.Equal("Hello from the other tree, me.", await GreetAsync("feat-a-b-a3395d6e5d4d"));
        Assert.Equal(system.Worktree, (await ListAsync("feat-a-b-a3395d6e5d4d")).Single().GetProperty("worktree").GetString());
        Assert.Contains("f0 still has ws-order at", await RunAsync("remove f0", 1), StringComparison.Ordinal);

        // A process that does not come up shows why, and what served before goes on.
        var settings = Path.Combine(system.Worktree, "WsOrder/appsettings.json");
        var right = await File.ReadAllTextAsync(settings, Token);
        await File.WriteAllTextAsync(settings, right.Replace("00:00:03", "soon", StringComparison.Ordinal), Token);
        var failed = await RunAsync($"add feat/A_b --service ws-order --worktree {system.Worktree}", 1);
        await File.WriteAllTextAsync(settings, right, Token);
        Assert.Contains("it ended with 1; its log ends with:", failed, StringComparison.Ordinal);
        Assert.Contains("DatabaseTimeout", failed, StringComparison.Ordinal);
        Assert.Equal("Hello from the other tree, me.", await GreetAsync("feat-a-b-a3395d6e5d4d"));
    }

    [Fact]
    public async Task Page_OfWorkOnABranch_SaysWhatHappens()
    {
        CommandLine.RequireProgram("curl");
        var page = await File.ReadAllTextAsync(Path.Combine(RepositoryRoot.Path, "docs/how-to/work-on-a-branch.md"), Token);
        var examples = Page.Read(page).SelectMany(block => Example.Read(block.Text)).ToList();
        Assert.Equal(5, examples.Count);

        foreach (var example in examples)
        {
            var command = example.Command.Replace("~/other", system.Worktree, StringComparison.Ordinal);
            command = example.Program == "curl" ? command : $"{command} --state {system.State}";
            await (example with { Command = command }).RunAsync(new Dictionary<int, int> { [9100] = system.Run.BffPort });
        }
    }

    [Fact]
    public async Task ProcessStartedByHand_WithABranch_JoinsByItself()
    {
        var program = Path.Combine(RepositoryRoot.Path, "artifacts/bin/WsBff/debug/WsBff.dll");
        var environment = new Dictionary<string, string?> { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = "http://127.0.0.1:0", ["Branch"] = "f5" };

        // Other systems of this tree run beside this one: a copy of the source's folder that knows this one only.
        var folder = Path.Combine(system.Worktree, ".ws/run");
        Directory.CreateDirectory(folder);
        var mine = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, ".ws/run"), "*.json").Single(file => ReadFile(file).Contains(system.State, StringComparison.Ordinal));
        File.Copy(mine, Path.Combine(folder, Path.GetFileName(mine)));
        await using (LeashedProcess.Start("dotnet", ["exec", program], environment, Path.Combine(system.Worktree, "WsBff")))
        {
            var waited = Stopwatch.StartNew();
            while (await ServedAsync(system.Bff, "f5") is var served && served != "ws-bff=f5, ws-order=test(no-instance)")
            {
                Assert.True(waited.Elapsed < s_soon, $"still served by {served}");
                await Task.Delay(50, Token);
            }

            Assert.Matches("f5 +ws-bff +1 .* joined by hand", await RunAsync("list"));
            Assert.Contains("joined by hand: it ends where it was started", await RunAsync("remove f5", 1), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("add f9 --service ws-odrer", "'ws-odrer' is no service of the system; there are ws-order, ws-bff")]
    [InlineData("add test --service ws-order", "test is the default branch, which runs anyway")]
    [InlineData("add a..b --service ws-order", "'a..b' is no name of a branch")]
    [InlineData("add f9 --service ws-order --worktree /not/there", "add: --worktree: there is no folder /not/there")]
    [InlineData("add f9 --service ws-order --worktree /", "add: --worktree: / is no git worktree")]
    public async Task Command_ThatCannotBeMeant_IsRefusedInOneLine(string arguments, string expected)
    {
        var output = await RunAsync(arguments, 2);

        Assert.Contains(expected, output, StringComparison.Ordinal);
        Assert.Single(output.Trim().Split('\n'));
    }

    [Fact]
    public async Task Kill_OfTheSystem_LeavesNothingOfWhatWasAdded()
    {
        var state = Path.Combine(system.State, "killed");
        await using var run = RunCommand.Start($"--ephemeral --state {state} --proxy none");
        await run.WaitUntilReadyAsync();
        var (exitCode, output) = await CommandLine.RunAsync($"until ./run branch list --state {state} >/dev/null 2>&1; do sleep 0.1; done; ./run branch add f1 --service ws-bff --state {state}", bound: s_build);
        Assert.True(exitCode == 0, output);
        Assert.Contains("this system has no proxy, so only its own address serves the branch", output, StringComparison.Ordinal);
        Assert.Contains(run.LivingProcesses(), process => process.Contains("branches/f1", StringComparison.Ordinal));

        await run.KillAsync();

        var waited = Stopwatch.StartNew();
        while (run.LivingProcesses() is { Count: > 0 } living)
        {
            Assert.True(waited.Elapsed < s_soon, $"alive after the AppHost was killed:\n{string.Join('\n', living)}");
            await Task.Delay(50, Token);
        }

        (exitCode, output) = await CommandLine.RunAsync($"./run branch list --state {state}");
        Assert.Equal(1, exitCode);
        Assert.Contains("no system runs with its data in", output, StringComparison.Ordinal);
    }

    // Other systems of this tree delete theirs as they end.
    private static string ReadFile(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (FileNotFoundException)
        {
            return "";
        }
    }

    private async Task<string> RunAsync(string arguments, int expectedCode = 0)
    {
        var (exitCode, output) = await system.BranchAsync(arguments);
        Assert.True(exitCode == expectedCode, $"./run branch {arguments} ended with {exitCode}:\n{output}\n{system.Run.Output}");
        return output;
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string branch) =>
        [.. JsonDocument.Parse(await RunAsync("list --json")).RootElement.EnumerateArray().Where(row => row.GetProperty("branch").GetString() == branch)];

    private async Task<string> GreetAsync(string? branch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(system.Order, "example/echo")) { Content = new StringContent("""{"name": "me"}""") };
        if (branch is not null)
        {
            request.Headers.Add("branch", branch);
        }

        using var answer = await s_client.SendAsync(request, Token);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Token)).RootElement.GetProperty("message").GetString()!;
    }

    // A read at either door; it has to succeed.
    private async Task<string> ServedAsync(Uri door, string branch)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(door, door == system.Bff ? "api/users" : "v1/users"));
        request.Headers.Add("branch", branch);
        using var answer = await s_client.SendAsync(request, Token);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(Token)}");
        return string.Join(", ", answer.Headers.GetValues("branch-served"));
    }
}
