using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using WsAspire.Testing;

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
    [Trait("needs", "quiet")]
    public async Task SecondCtrlC_ResourceThatIgnoresTheFirst_EndsAtOnce()
    {
        using var host = new AppHostProcess(["--stubborn", "1"]);
        await host.UntilAsync("Ready in");
        int[] pids = [.. host.Printed("up"), .. host.Printed("child"), .. Replicas(host.Id)];
        host.Signal("INT");
        await host.UntilAsync("database  | Exited");

        host.Signal("INT");
        await host.UntilAsync(() => host.Output.Contains("Killing", StringComparison.Ordinal) || Again(host));

        Assert.Equal(0, await host.ExitCodeAsync().WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken));
        Assert.DoesNotContain(pids, AppHostProcess.IsAlive);
    }

    [Fact]
    public async Task CtrlC_WhileAResourceWaits_Ends()
    {
        using var host = new AppHostProcess(["--migrate-code", "sleep"]);
        await host.UntilAsync("\nservice/1 waits for migrate (running)");

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
        var port = ServiceProcess.FreePort();
        using var first = new AppHostProcess([$"--port={port}"]);
        await first.UntilAsync("Ready in");

        using var second = new AppHostProcess([$"--port={port}"]);

        Assert.Equal(1, await second.ExitCodeAsync());
        Assert.Contains($"is held by dotnet (pid {first.Id}: dotnet exec ", second.Output, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("needs", "quiet")]
    public async Task Ready_WithBuildTime_SaysTheSplitAndTheUrl()
    {
        var clock = Stopwatch.StartNew();
        using var host = new AppHostProcess([], new() { ["WS_BUILD_MS"] = "61000" });

        await host.UntilAsync("Ctrl+C stops everything.");

        var said = Regex.Match(host.Output, @"Ready in ([\d.]+) s \(build 61\.0 s, apphost ([\d.]+) s, database [\d.]+ s, migrate [\d.]+ s, service ([\d.]+) s\)\n  service   http://localhost:\d+\n");
        Assert.True(said.Success, host.Output);
        var (total, appHost, service) = (Number(said, 1), Number(said, 2), Number(said, 3));
        Assert.InRange(total, 61 + appHost + service - 0.2, 61 + clock.Elapsed.TotalSeconds + 0.2);
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

        var exit = Regex.Match(host.Output, @"migrate exited with code 3 after 0\.\d s\.");
        Assert.True(exit.Success && exit.Index < host.Output.IndexOf("could not be started", StringComparison.Ordinal), host.Output);
        Assert.Contains("apphost   |     migrated", host.Output, StringComparison.Ordinal);
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    private static bool Again(AppHostProcess host)
    {
        host.Signal("INT");
        return false;
    }

    private static IEnumerable<int> Replicas(int pid) => Directory.GetDirectories($"/proc/{pid}/task")
        .SelectMany(task => Read($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(child => Read($"/proc/{child}/comm") == "dotnet\n").Select(int.Parse);

    // Threads and processes end while they are read.
    private static string Read(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
