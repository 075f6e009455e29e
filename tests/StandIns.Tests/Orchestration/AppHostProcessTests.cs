using System.Net;
using System.Net.Sockets;

namespace StandIns.Tests.Orchestration;

public sealed class AppHostProcessTests
{
    [Fact]
    public async Task Kill9_OfTheAppHost_LeavesNoProcessAfterThreeSeconds()
    {
        using var host = new AppHostProcess(["--stubborn", "1"]);
        await host.UntilAsync("Ready in");
        await host.UntilAsync(() => host.Printed("up").Count == 2 && host.Printed("child").Count == 2);
        int[] pids = [.. host.Printed("up"), .. host.Printed("child"), .. Replicas(host.Id)];
        Assert.All(pids, pid => Assert.True(AppHostProcess.IsAlive(pid)));
        Assert.Equal(4 + 2, pids.Length);

        host.Signal("KILL");

        await host.UntilAsync(() => !pids.Any(AppHostProcess.IsAlive), TimeSpan.FromSeconds(3));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    [InlineData("HUP")]
    public async Task Signal_OfARunningAppHost_StopsDependentsFirstAndLeavesNothing(string signal)
    {
        using var host = new AppHostProcess([]);
        await host.UntilAsync("Ready in");
        int[] pids = [.. host.Printed("up"), .. host.Printed("child"), .. Replicas(host.Id)];

        host.Signal(signal);

        Assert.Equal(0, await host.ExitCodeAsync());
        Assert.DoesNotContain(pids, AppHostProcess.IsAlive);
        var (service, database) = (host.Output.LastIndexOf("service/1 | Exited", StringComparison.Ordinal), host.Output.IndexOf("database  | Stopping", StringComparison.Ordinal));
        Assert.True(service > 0 && service < database, host.Output);
        Assert.Contains("database  | stopped", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondCtrlC_ResourceThatIgnoresTheFirst_EndsAtOnce()
    {
        using var host = new AppHostProcess(["--stubborn", "1"]);
        await host.UntilAsync("Ready in");
        int[] pids = [.. host.Printed("up"), .. host.Printed("child"), .. Replicas(host.Id)];
        host.Signal("INT");
        await host.UntilAsync("database  | Exited");

        host.Signal("INT");
        await host.UntilAsync(() => host.Output.Contains("Killing", StringComparison.Ordinal) || !AppHostProcess.IsAlive(host.Id) || Again(host), TimeSpan.FromSeconds(5));

        Assert.Equal(0, await host.ExitCodeAsync().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.DoesNotContain(pids, AppHostProcess.IsAlive);
    }

    [Fact]
    public async Task CtrlC_WhileAResourceWaits_Ends()
    {
        using var host = new AppHostProcess(["--migrate-code", "sleep"]);
        await host.UntilAsync("service/1 | Waiting for migrate (running)");

        host.Signal("INT");

        Assert.Equal(0, await host.ExitCodeAsync());
    }

    [Fact]
    public async Task Port_HeldByAnother_IsSaidWithItsHolderBeforeAnythingStarts()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        using var host = new AppHostProcess([$"--port={port}"]);

        Assert.Equal(1, await host.ExitCodeAsync());
        Assert.Contains($"Port {port} (service, endpoint http) is held by ", host.Output, StringComparison.Ordinal);
        Assert.Contains($"(pid {Environment.ProcessId}: ", host.Output, StringComparison.Ordinal);
        Assert.Contains("./run --ports", host.Output, StringComparison.Ordinal);
        Assert.Empty(host.Printed("up"));
        Assert.DoesNotContain("   at ", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SecondRun_BesideTheFirst_NamesIt()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Dispose();
        using var first = new AppHostProcess([$"--port={port}"]);
        await first.UntilAsync("Ready in");

        using var second = new AppHostProcess([$"--port={port}"]);

        Assert.Equal(1, await second.ExitCodeAsync());
        Assert.Contains($"is held by dotnet (pid {first.Id}: dotnet exec ", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_WithBuildTime_SaysTheSplitAndTheUrl()
    {
        using var host = new AppHostProcess([], new() { ["WS_BUILD_MS"] = "61000" });

        await host.UntilAsync("Ctrl+C stops everything.");

        Assert.Matches(@"Ready in 6\d\.\d s \(build 61\.0 s, apphost \d\.\d s, database \d\.\d s, migrate \d\.\d s, service \d\.\d s\)\n  service   http://localhost:\d+\n", host.Output);
        Assert.DoesNotContain('\e', host.Output);
    }

    [Fact]
    public async Task Wait_OverTwoSeconds_IsSaidWithItsCause()
    {
        using var host = new AppHostProcess(["--migrate-code", "sleep"]);

        await host.UntilAsync("\nservice/1 waits for migrate (running)");
    }

    [Fact]
    public async Task Crash_OfWhatOthersWaitFor_IsToldAtOnce()
    {
        using var host = new AppHostProcess(["--migrate-code", "3"]);

        await host.UntilAsync("service/2 could not be started: Resource 'migrate' has entered the 'Exited' state with exit code '3', expected '0'.");

        Assert.Contains("migrate exited with code 3 after 0.", host.Output, StringComparison.Ordinal);
        Assert.Contains("apphost   |     migrated", host.Output, StringComparison.Ordinal);
    }

    private static bool Again(AppHostProcess host)
    {
        host.Signal("INT");
        return false;
    }

    private static IEnumerable<int> Replicas(int pid) => Directory.GetDirectories($"/proc/{pid}/task")
        .SelectMany(task => File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(child => File.Exists($"/proc/{child}/comm") && File.ReadAllText($"/proc/{child}/comm") == "dotnet\n").Select(int.Parse);
}
